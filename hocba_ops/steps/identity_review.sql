-- Rà soát dữ liệu nhân thân: mỗi dòng một học sinh đang học phạm ít nhất một quy tắc, hoặc chưa có số định danh đúng dạng.
-- Mỗi cột một quy tắc, 1 là dòng phạm quy tắc. Quy tắc nằm trong rulebook/data/rules/identity.toml và được ghép vào cuối danh sách cột.
-- Dòng không lỗi không có ở đây (ở cả một tỉnh là hàng triệu dòng): identity_clean đếm chúng từ danh sách.
-- Cột mà cả danh sách của trường đều trống là cột mà tệp không có: không hỏi (held).
with held as (
    select
        batch_id,
        school_code,
        max(case when nationality is not null then 1 else 0 end) as has_nationality,
        max(case when full_name <> upper(full_name) and full_name <> lower(full_name) then 1 else 0 end) as has_two_cases
    from pupil
    group by batch_id, school_code
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
        r.nationality,
        r.pupil_status,
        r.status_text,
        r.father_name,
        r.father_birth_year,
        r.mother_name,
        r.mother_birth_year,
        r.copy_number,
        r.is_known_school,
        r.exclusion,
        r.source_file,
        r.sheet,
        r.row_number,
        r.province_text,
        r.district_text,
        r.commune_text,
        a.province_now,
        a.commune_now,
        coalesce(a.is_province_known, 1) as is_province_known,
        coalesce(a.is_province_old, 0) as is_province_old,
        coalesce(a.is_commune_known, 1) as is_commune_known,
        coalesce(a.is_commune_old, 0) as is_commune_old,
        coalesce(a.is_district_over, 0) as is_district_over,
        h.has_nationality,
        nation.code as nationality_code,
        coalesce(nation.is_foreign, 0) as is_foreign,
        people.code as ethnicity_code,
        cause.code as reason_code,
        ages.born_from,
        ages.born_to,
        parents.youngest,
        parents.oldest,
        extract(year from r.birth_date) as birth_year,
        case when n.person_id is not null then 1 else 0 end as is_shared_number,
        n.other_school_code as shared_school_code,
        n.other_schools as shared_schools,
        n.due_on as shared_due_on,
        case
            when r.person_id is null then 1
            when length(r.person_id) <> 12 then 0
            when regexp_matches(r.person_id, '[^0-9]') then 0
            else 1
        end as is_number_shape,
        substr(r.person_id, 4, 1) as number_sex_digit,
        substr(r.person_id, 5, 2) as number_year,
        case
            when r.full_name is null or regexp_matches(r.full_name, '[0-9]') then 0
            when nation.is_foreign = 1 then 0
            else 1
        end as is_name_read,
        replace(r.full_name, ' ', '') as name_letters,
        case
            when h.has_two_cases = 0 then 0
            when r.full_name = upper(r.full_name) or r.full_name = lower(r.full_name) then 1
            else 0
        end as is_one_case,
        case
            when regexp_matches(
                lower(r.full_name),
                '[^ ''’.a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ-]'
            ) then 1
            else 0
        end as has_stray_letter,
        lower(r.full_name) as name_key,
        lower(coalesce(r.father_name, '')) as father_key,
        lower(coalesce(r.mother_name, '')) as mother_key
    from roster r
    left join identity_shared n
        on n.school_code = r.school_code
        and n.person_id = r.person_id
        and n.pupil_code is not distinct from r.pupil_code
    left join held h on h.batch_id = r.batch_id and h.school_code is not distinct from r.school_code
    left join identity_word nw on nw.said = r.nationality
    left join nationality_word nation on nation.key = nw.catalogue_key
    left join identity_word ew on ew.said = r.ethnicity
    left join ethnicity_word people on people.key = ew.catalogue_key
    left join identity_word cw on cw.said = r.no_number_reason
    left join no_number_word cause on cause.key = cw.catalogue_key
    left join grade_age ages on ages.grade = r.grade
    left join identity_address a
        on a.as_of = r.as_of
        and a.province_text is not distinct from r.province_text
        and a.district_text is not distinct from r.district_text
        and a.commune_text is not distinct from r.commune_text
    cross join parent_age parents
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
    reason_code,
    is_number_shape,
    full_name,
    birth_date,
    birth_year,
    birth_date_text,
    sex,
    sex_text,
    status_text as pupil_status_text,
    ethnicity,
    nationality,
    is_foreign,
    province_text,
    district_text,
    commune_text,
    province_text || coalesce(' → ' || province_now, '') as province_text_text,
    commune_text || coalesce(' → ' || commune_now, '') as commune_text_text,
    father_name,
    father_birth_year,
    mother_name,
    mother_birth_year,
    shared_school_code,
    shared_schools,
    shared_due_on,
    source_file,
    sheet,
    row_number,
    $rules_pupil
from pupil_row
where person_id is null or is_number_shape = 0 or $broken_pupil
order by school_code, source_file, sheet, row_number
