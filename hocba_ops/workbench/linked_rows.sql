-- Mọi dòng danh sách học sinh còn tính đến $as_of, của mọi trường trong kho: một em có thể đứng ở hai trường của hai đơn vị.
select
    batch_id,
    source_file,
    sheet,
    row_number,
    as_of,
    school_code,
    pupil_code,
    full_name,
    birth_date,
    sex,
    ethnicity,
    person_id,
    pupil_status,
    province_text,
    district_text,
    commune_text,
    father_name,
    father_birth_year,
    mother_name,
    mother_birth_year
from pupil
order by school_code, source_file, sheet, row_number, batch_id
