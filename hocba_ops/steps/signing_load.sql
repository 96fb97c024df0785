-- Mỗi chứng thư (chưa biết chứng thư thì mỗi người ký) đã phục vụ bao nhiêu: số lớp, và số chữ ký của ngày nhiều nhất.
-- Lớp: đã ký trong sổ học bạ, hoặc được phân chủ nhiệm cho một trong những người đứng tên chứng thư ấy.
with holder as (
    select distinct school_code, holder_code, serial_key
    from certificate_known
    where
        holder_kind = 'ca_nhan'
        and holder_code is not null
        and certificate_status = 'hieu_luc'
        and valid_from <= $as_of
        and valid_to >= $as_of
),
act as (
    select
        c.school_code,
        'gvcn' as role,
        c.homeroom_signer as signer,
        c.class_name,
        cast(c.homeroom_signed_at as date) as signed_on
    from card c
    where c.homeroom_signed_at is not null and c.homeroom_signer is not null
    union all
    select
        c.school_code,
        'hieu_truong' as role,
        c.head_signer as signer,
        c.class_name,
        cast(c.head_signed_at as date) as signed_on
    from card c
    where c.head_signed_at is not null and c.head_signer is not null
),
keyed as (
    select a.*, coalesce(h.serial_key, 'p:' || a.signer) as used_key
    from act a
    left join holder h on h.school_code = a.school_code and h.holder_code = a.signer
    where a.signed_on <= $as_of
),
daily as (
    select school_code, role, used_key, signed_on, count(*) as signatures
    from keyed
    group by school_code, role, used_key, signed_on
),
busiest as (
    select school_code, role, used_key, max(signatures) as signatures
    from daily
    group by school_code, role, used_key
),
serves as (
    select school_code, role, used_key, class_name
    from keyed
    where class_name is not null
    union
    select s.school_code, 'gvcn' as role, h.serial_key as used_key, s.homeroom_class as class_name
    from staff s
    join holder h on h.school_code = s.school_code and h.holder_code = s.staff_code
    where s.homeroom_class is not null and s.staff_status = 'dang_lam'
),
classes as (
    select school_code, role, used_key, count(distinct class_name) as classes
    from serves
    group by school_code, role, used_key
),
someone as (
    select school_code, used_key, min(staff_code) as staff_code
    from (
        select school_code, used_key, signer as staff_code
        from keyed
        union
        select school_code, serial_key as used_key, holder_code as staff_code
        from holder
    ) as named
    group by school_code, used_key
),
at_work as (
    select
        s.*,
        row_number() over (
            partition by s.school_code, s.staff_code order by s.source_file, s.sheet, s.row_number
        ) as place
    from staff s
)
select
    c.school_code,
    c.role,
    c.used_key,
    n.staff_code,
    c.classes,
    coalesce(b.signatures, 0) as signatures,
    case when c.classes > l.most_classes then 1 else 0 end as serves_many_classes,
    case when b.signatures > l.most_a_day then 1 else 0 end as signs_many,
    w.source_file,
    w.sheet,
    w.row_number
from classes c
join unit_school u on u.school_code = c.school_code and u.school_kind = 'tieu_hoc' and u.is_counted = 1
join signing_load_policy l on l.role = c.role
left join busiest b on b.school_code = c.school_code and b.role = c.role and b.used_key = c.used_key
left join someone n on n.school_code = c.school_code and n.used_key = c.used_key
left join at_work w on w.school_code = n.school_code and w.staff_code = n.staff_code and w.place = 1
order by c.school_code, c.role, c.used_key
