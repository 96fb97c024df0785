-- Nhịp ký một ngày: của mỗi chữ ký trong sổ học bạ, ngày ấy ký được bao nhiêu; trung vị và hai phân vị phần tư, tính theo chữ ký.
-- Tính theo chữ ký chứ không theo ngày: ngày chỉ vét một hai em còn sót không nói lên sức ký.
-- Chủ nhiệm: của mỗi người mỗi ngày; hiệu trưởng, con dấu: của cả trường mỗi ngày. Chưa đủ ngày để đo: nhịp của bộ quy định.
with act as (
    select
        school_code,
        'gvcn' as role,
        homeroom_signer as signer,
        cast(homeroom_signed_at as date) as signed_on,
        card_id,
        version,
        row_number
    from card
    where homeroom_signed_at is not null
    union all
    select
        school_code,
        'hieu_truong' as role,
        cast(null as varchar) as signer,
        cast(head_signed_at as date) as signed_on,
        card_id,
        version,
        row_number
    from card
    where head_signed_at is not null
    union all
    select
        school_code,
        'con_dau' as role,
        cast(null as varchar) as signer,
        cast(sealed_at as date) as signed_on,
        card_id,
        version,
        row_number
    from card
    where sealed_at is not null
),
daily as (
    select school_code, role, signer, signed_on, count(*) as signatures
    from act
    where signed_on <= $as_of
    group by school_code, role, signer, signed_on
),
ordered as (
    select
        a.school_code,
        a.role,
        a.signed_on,
        d.signatures,
        row_number() over (
            partition by a.school_code, a.role
            order by d.signatures, a.signed_on, a.signer, a.card_id, a.version, a.row_number
        ) as place,
        count(*) over (partition by a.school_code, a.role) as acts
    from act a
    join daily d
        on d.school_code = a.school_code
        and d.role = a.role
        and d.signer is not distinct from a.signer
        and d.signed_on = a.signed_on
),
measured as (
    select
        school_code,
        role,
        count(distinct signed_on) as signing_days,
        max(case when place = (acts - 1) // 4 + 1 then signatures end) as low,
        max(case when place = (acts - 1) // 2 + 1 then signatures end) as usual,
        max(case when place = acts - (acts - 1) // 4 then signatures end) as high,
        max(signed_on) as latest_on
    from ordered
    group by school_code, role
)
select
    u.school_code,
    p.role,
    coalesce(m.signing_days, 0) as signing_days,
    case when m.signing_days >= p.least_days then 1 else 0 end as is_observed,
    case when m.signing_days >= p.least_days then m.low else p.low end as low,
    case when m.signing_days >= p.least_days then m.usual else p.usual end as usual,
    case when m.signing_days >= p.least_days then m.high else p.high end as high,
    m.latest_on
from unit_school u
cross join signing_pace_policy p
left join measured m on m.school_code = u.school_code and m.role = p.role
where u.school_kind = 'tieu_hoc' and u.is_counted = 1
order by u.school_code, p.role
