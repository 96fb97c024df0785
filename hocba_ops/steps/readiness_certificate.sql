-- Chứng thư có điều phải hỏi, nhìn từ chính chứng thư: khoá yếu, chưa tới ngày, không dùng để ký, khác bảng kê, không rõ của ai.
-- Chưa tới ngày (HB-SS-11) chỉ hỏi khi chủ của nó chưa có chứng thư nào khác dùng được.
with ours as (
    select
        c.*,
        substring(cast(c.valid_from as varchar), 9, 2) || '/' || substring(cast(c.valid_from as varchar), 6, 2)
        || '/' || substring(cast(c.valid_from as varchar), 1, 4) as from_text,
        substring(cast(c.listed_to as varchar), 9, 2) || '/' || substring(cast(c.listed_to as varchar), 6, 2)
        || '/' || substring(cast(c.listed_to as varchar), 1, 4) as listed_text,
        substring(cast(c.shown_to as varchar), 9, 2) || '/' || substring(cast(c.shown_to as varchar), 6, 2)
        || '/' || substring(cast(c.shown_to as varchar), 1, 4) as shown_text
    from certificate_known c
    join unit_school u on u.school_code = c.school_code and u.school_kind = 'tieu_hoc' and u.is_counted = 1
),
signer as (
    select school_code, staff_code, max(is_equipped) as is_equipped
    from staff_state
    where must_sign = 1
    group by school_code, staff_code
),
offices as (
    select count(*) as schools
    from unit_school
    where is_counted = 1
)
select
    o.school_code,
    'HB-SS-10' as code,
    o.holder_code as staff_code,
    o.key_algorithm || ' ' || cast(o.key_bits as varchar) as said,
    o.serial_key,
    o.shown_file as source_file,
    '' as sheet,
    o.shown_row as row_number
from ours o
join key_strength k on k.algorithm = o.key_algorithm
where o.key_bits < k.least_bits and o.valid_to >= $as_of
union all
select
    o.school_code,
    'HB-SS-11' as code,
    o.holder_code as staff_code,
    o.from_text as said,
    o.serial_key,
    o.source_file,
    o.sheet,
    o.row_number
from ours o
join signer s on s.school_code = o.school_code and s.staff_code = o.holder_code
where o.holder_kind = 'ca_nhan' and o.certificate_status = 'hieu_luc' and o.valid_from > $as_of and s.is_equipped = 0
union all
select
    o.school_code,
    'HB-SS-16' as code,
    o.holder_code as staff_code,
    cast(null as varchar) as said,
    o.serial_key,
    o.shown_file as source_file,
    '' as sheet,
    o.shown_row as row_number
from ours o
where o.is_for_signing = 0 and o.valid_to >= $as_of
union all
select
    o.school_code,
    'HB-SS-17' as code,
    o.holder_code as staff_code,
    case
        when o.listed_to <> o.shown_to then o.listed_text || ' / ' || o.shown_text
        else o.listed_root || ' / ' || o.shown_root
    end as said,
    o.serial_key,
    o.source_file,
    o.sheet,
    o.row_number
from ours o
where o.is_listed = 1 and o.is_shown = 1 and (o.listed_to <> o.shown_to or o.listed_root <> o.shown_root)
union all
select
    $unit as school_code,
    'HB-SS-09' as code,
    k.holder_code as staff_code,
    cast(null as varchar) as said,
    k.serial_key,
    k.source_file,
    k.sheet,
    k.row_number
from certificate_known k
cross join offices f
left join school s on s.school_code = k.school_code
where k.is_listed = 0 and s.school_code is null and f.schools > 1
order by school_code, code, source_file, sheet, row_number
