-- Mỗi địa chỉ thường trú khác nhau của từng ngày kết xuất: tỉnh, xã có trong danh sách đơn vị của ngày ấy không, nay là đâu.
-- Xã chỉ được xét khi có đủ danh sách xã của tỉnh (hay của huyện) vào ngày ấy; tỉnh lạ hay tỉnh cũ thì chưa xét đến xã.
with said as (
    select distinct as_of, province_text, district_text, commune_text
    from pupil
    where province_text is not null or district_text is not null or commune_text is not null
),
unit as (
    select distinct
        d.as_of,
        u.level,
        u.key,
        u.code,
        u.province_code,
        u.district_code,
        u.now_name,
        case
            when u.valid_from is not null and u.valid_from > d.as_of then 0
            when u.valid_to is not null and u.valid_to < d.as_of then 0
            else 1
        end as is_standing,
        case when u.valid_to < d.as_of then 1 else 0 end as is_gone
    from (select distinct as_of from said) d
    cross join address_unit u
),
province as (
    select
        s.as_of,
        s.province_text,
        max(case when u.is_standing = 1 then u.code end) as code,
        max(u.is_gone) as is_gone,
        max(case when u.is_gone = 1 then u.now_name end) as now_name
    from (select distinct as_of, province_text from said) s
    join identity_word w on w.said = s.province_text
    left join unit u on u.level = 'province' and u.as_of = s.as_of and u.key = w.place_key
    group by s.as_of, s.province_text
),
district as (
    select s.as_of, p.province_text, s.district_text, max(u.code) as code
    from (select distinct as_of, province_text, district_text from said) s
    join province p on p.as_of = s.as_of and p.province_text = s.province_text
    join identity_word w on w.said = s.district_text
    join unit u
        on u.level = 'district' and u.as_of = s.as_of and u.key = w.place_key
        and u.is_standing = 1 and u.province_code = p.code
    group by s.as_of, p.province_text, s.district_text
),
covered as (
    select distinct as_of, province_code, district_code
    from unit
    where level = 'commune' and is_standing = 1
),
commune as (
    select
        s.as_of,
        s.province_text,
        s.district_text,
        s.commune_text,
        max(case when c.as_of is not null then 1 else 0 end) as is_covered,
        max(case when u.is_standing = 1 and (u.district_code is null or u.district_code = d.code) then 1 else 0 end)
            as is_standing,
        max(coalesce(u.is_gone, 0)) as is_gone,
        max(case when u.is_gone = 1 then u.now_name end) as now_name
    from said s
    join province p on p.as_of = s.as_of and p.province_text = s.province_text and p.code is not null
    join identity_word w on w.said = s.commune_text
    left join district d
        on d.as_of = s.as_of and d.province_text = s.province_text and d.district_text = s.district_text
    left join covered c
        on c.as_of = s.as_of and c.province_code = p.code and (c.district_code is null or c.district_code = d.code)
    left join unit u
        on u.level = 'commune' and u.as_of = s.as_of and u.province_code = p.code and u.key = w.place_key
    group by s.as_of, s.province_text, s.district_text, s.commune_text
),
last_district as (
    select max(valid_to) as valid_to
    from address_unit
    where level = 'district'
)
select
    s.as_of,
    s.province_text,
    s.district_text,
    s.commune_text,
    case when s.province_text is null or p.code is not null or p.is_gone = 1 then 1 else 0 end as is_province_known,
    case when p.code is null and p.is_gone = 1 then 1 else 0 end as is_province_old,
    case when p.code is null and p.is_gone = 1 then p.now_name end as province_now,
    case when c.is_covered = 1 and c.is_standing = 0 and c.is_gone = 0 then 0 else 1 end as is_commune_known,
    case when c.is_covered = 1 and c.is_standing = 0 and c.is_gone = 1 then 1 else 0 end as is_commune_old,
    case when c.is_covered = 1 and c.is_standing = 0 and c.is_gone = 1 then c.now_name end as commune_now,
    case when s.district_text is not null and s.as_of > l.valid_to then 1 else 0 end as is_district_over
from said s
cross join last_district l
left join province p on p.as_of = s.as_of and p.province_text = s.province_text
left join commune c
    on c.as_of = s.as_of and c.province_text = s.province_text and c.commune_text = s.commune_text
    and c.district_text is not distinct from s.district_text
order by s.as_of, s.province_text, s.district_text, s.commune_text
