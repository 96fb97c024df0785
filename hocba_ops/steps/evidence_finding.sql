-- Chỗ mà tệp không chứng minh được điều sổ của trường nói, và tệp không biết là của học bạ nào.
-- Tệp được chỉ bằng đầu mã SHA-256, vì tên tệp thường có mã học sinh; lệnh hocba evidence in tên tệp trên máy của cơ quan.
with claimed as (
    select e.*
    from evidence e
    where e.is_claimed = 1 and e.is_asked = 1
),
offices as (
    select count(*) as schools
    from unit_school
    where is_counted = 1
),
several as (
    select e.school_code, e.pupil_code, p.file_kind, count(distinct p.file_sha256) as files
    from claimed e
    join card_proof p on p.card_id = e.card_id and (p.version is null or p.version = e.version)
    where p.file_sha256 is not null
    group by e.school_code, e.pupil_code, p.file_kind
    having count(distinct p.file_sha256) > 1
)
select
    c.school_code,
    case
        when c.is_present = 0 then 'HB-CC-01'
        when c.fault in ('ky_hong', 'thieu_chu_ky') then 'HB-CC-02'
        when c.fault = 'bi_sua' then 'HB-CC-03'
        when c.fault = 'sai_nguoi' then 'HB-CC-04'
        when c.fault = 'chung_thu' then 'HB-CC-05'
        when c.fault = 'nguoi_xem' then 'HB-CC-11'
        else 'HB-CC-06'
    end as code,
    c.pupil_code,
    case when c.is_present = 1 then c.fault_codes end as said,
    c.card_id,
    c.version,
    c.file_sha256,
    c.staff_code as signer_code,
    c.source_file,
    c.sheet,
    c.row_number
from claimed c
where c.is_rightful = 0
union all
select
    c.school_code,
    'HB-CC-07' as code,
    c.pupil_code,
    substring(cast(c.proved_on as varchar), 9, 2) || '/' || substring(cast(c.proved_on as varchar), 6, 2)
    || '/' || substring(cast(c.proved_on as varchar), 1, 4) as said,
    c.card_id,
    c.version,
    c.file_sha256,
    cast(null as varchar) as signer_code,
    c.source_file,
    c.sheet,
    c.row_number
from claimed c
where c.is_unchanged = 1 and c.proved_on > c.sign_by
union all
select
    c.school_code,
    'HB-CC-08' as code,
    c.pupil_code,
    c.fault_codes as said,
    c.card_id,
    c.version,
    c.file_sha256,
    cast(null as varchar) as signer_code,
    c.source_file,
    c.sheet,
    c.row_number
from claimed c
where c.is_rightful = 1 and c.is_sealed = 0 and c.is_sealed_claimed = 1
union all
select
    c.school_code,
    'HB-CC-09' as code,
    c.pupil_code,
    cast(s.files as varchar) as said,
    c.card_id,
    c.version,
    s.file_kind as file_sha256,
    cast(null as varchar) as signer_code,
    c.source_file,
    c.sheet,
    c.row_number
from claimed c
join several s on s.school_code = c.school_code and s.pupil_code = c.pupil_code
union all
select
    $unit as school_code,
    'HB-CC-10' as code,
    cast(null as varchar) as pupil_code,
    substring(p.file_sha256, 1, 12) as said,
    p.card_id,
    p.version,
    p.file_sha256,
    cast(null as varchar) as signer_code,
    p.source_file,
    p.sheet,
    p.row_number
from card_proof p
cross join offices o
where p.school_code is null and p.file is not null and o.schools > 1
order by school_code, code, source_file, sheet, row_number, file_sha256
