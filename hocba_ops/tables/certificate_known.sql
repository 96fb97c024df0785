-- Mọi chứng thư biết được của từng trường: có trong bảng kê, hoặc đã thấy chính nó (tệp, token, chữ ký), hoặc cả hai.
-- Bảng kê và chứng thư nói khác nhau thì lời của chứng thư được dùng; bảng kê nói gì còn ở listed_*.
-- Chủ chứng thư được tìm theo số định danh, rồi theo mã cán bộ; không thấy thì trường theo tên tệp hay tên con dấu.
with seen as (
    select
        s.*,
        lower(s.serial) as serial_key,
        coalesce(s.trust_root, t.trust_root) as root,
        row_number() over (
            partition by s.fingerprint, s.school_code
            order by
                case s.shown_by when 'chu_ky' then 1 when 'token' then 2 else 3 end,
                t.place,
                s.as_of,
                s.source_file,
                s.row_number
        ) as copy_number
    from certificate_seen s
    left join trust_issuer t on replace(lower(s.issuer), t.word, '') <> lower(s.issuer)
),
worker as (
    select distinct school_code, staff_code, person_id
    from staff
    where staff_code is not null
),
placed as (
    select w.school_code as found_school, w.staff_code as found_holder, s.*
    from seen s
    join worker w on w.person_id = s.person_id
    where s.copy_number = 1
    union all
    select w.school_code as found_school, w.staff_code as found_holder, s.*
    from seen s
    join worker w on w.staff_code = s.holder_code
    left join worker p on p.person_id = s.person_id
    where s.copy_number = 1 and p.school_code is null
    union all
    select s.school_code as found_school, s.holder_code as found_holder, s.*
    from seen s
    left join worker p on p.person_id = s.person_id
    left join worker w on w.staff_code = s.holder_code
    where s.copy_number = 1 and p.school_code is null and w.school_code is null
),
shown as (
    select
        p.*,
        row_number() over (
            partition by p.found_school, p.serial_key, p.fingerprint order by p.source_file, p.row_number, p.found_holder
        ) as place,
        row_number() over (
            partition by p.found_school, p.serial_key order by p.fingerprint, p.source_file, p.row_number, p.found_holder
        ) as serial_place
    from placed p
),
listed as (
    select c.*, replace(replace(replace(lower(c.serial), ':', ''), ' ', ''), '-', '') as serial_key
    from certificate c
)
select
    l.school_code,
    l.holder_code,
    s.person_id,
    l.holder_kind,
    l.serial,
    l.serial_key,
    coalesce(s.issuer, l.issuer) as issuer,
    coalesce(s.root, l.trust_root) as trust_root,
    coalesce(l.device, s.device) as device,
    coalesce(s.valid_from, l.valid_from) as valid_from,
    coalesce(s.valid_to, l.valid_to) as valid_to,
    l.certificate_status,
    s.key_algorithm,
    s.key_bits,
    case when s.is_for_signing then 1 when s.is_for_signing is null then 1 else 0 end as is_for_signing,
    l.trust_root as listed_root,
    l.valid_to as listed_to,
    1 as is_listed,
    case when s.fingerprint is not null then 1 else 0 end as is_shown,
    s.root as shown_root,
    s.valid_to as shown_to,
    s.shown_by,
    s.source_file as shown_file,
    s.row_number as shown_row,
    l.source_file,
    l.sheet,
    l.row_number
from listed l
left join shown s on s.found_school = l.school_code and s.serial_key = l.serial_key and s.serial_place = 1
union all
select
    s.found_school as school_code,
    s.found_holder as holder_code,
    s.person_id,
    s.holder_kind,
    s.serial,
    s.serial_key,
    s.issuer,
    s.root as trust_root,
    s.device,
    s.valid_from,
    s.valid_to,
    'hieu_luc' as certificate_status,
    s.key_algorithm,
    s.key_bits,
    case when s.is_for_signing then 1 when s.is_for_signing is null then 1 else 0 end as is_for_signing,
    cast(null as varchar) as listed_root,
    cast(null as date) as listed_to,
    0 as is_listed,
    1 as is_shown,
    s.root as shown_root,
    s.valid_to as shown_to,
    s.shown_by,
    s.source_file as shown_file,
    s.row_number as shown_row,
    s.source_file,
    s.sheet,
    s.row_number
from shown s
left join listed l on l.school_code = s.found_school and l.serial_key = s.serial_key
where s.place = 1 and l.serial_key is null
