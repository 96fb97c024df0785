-- Rà soát dữ liệu nhân thân: mỗi dòng một học sinh đang học, mỗi cột một quy tắc; 1 là dòng phạm quy tắc.
-- Quy tắc nằm trong rulebook/data/rules/identity.toml và được ghép vào cuối danh sách cột.
with shared_number as (
    select person_id
    from pupil
    where person_id is not null and pupil_code is not null
    group by person_id
    having count(distinct pupil_code) > 1
),
pupil_row as (
    select
        r.school_code,
        r.grade,
        r.class_name,
        r.pupil_code,
        r.person_id,
        r.no_number_reason,
        r.full_name,
        r.birth_date,
        r.birth_date_text,
        r.sex,
        r.sex_text,
        r.ethnicity,
        r.pupil_status,
        r.status_text,
        r.copy_number,
        r.is_known_school,
        r.exclusion,
        r.source_file,
        r.sheet,
        r.row_number,
        case when n.person_id is not null then 1 else 0 end as is_shared_number,
        case
            when r.person_id is null then 1
            when length(r.person_id) <> 12 then 0
            when translate(r.person_id, '0123456789', '') <> '' then 0
            else 1
        end as is_number_shape,
        substr(r.person_id, 4, 1) as number_sex_digit,
        substr(r.person_id, 5, 2) as number_year
    from roster r
    left join shared_number n on n.person_id = r.person_id
    where r.in_review = 1
)
select
    school_code,
    grade,
    exclusion,
    is_known_school,
    class_name,
    pupil_code,
    person_id,
    no_number_reason,
    full_name,
    birth_date,
    birth_date_text,
    sex,
    sex_text,
    status_text as pupil_status_text,
    ethnicity,
    source_file,
    sheet,
    row_number,
    $rules_pupil
from pupil_row
order by school_code, source_file, sheet, row_number
