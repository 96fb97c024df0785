-- Nơi học cấp sau của từng em: danh sách nhập học, và danh sách học sinh của trường tiếp nhận nếu trường đã nộp.
-- Mỗi em, mỗi trường nhận một dòng. Dòng không ghi mã học sinh được tìm theo số định danh, khi số ấy chỉ của một em.
with person as (
    select person_id, min(pupil_code) as pupil_code
    from pupil
    where person_id is not null and pupil_code is not null and grade = $last_grade
    group by person_id
    having min(pupil.pupil_code) = max(pupil.pupil_code)
),
told as (
    select
        coalesce(e.pupil_code, n.pupil_code) as pupil_code,
        e.school_code,
        e.school_name,
        case
            when e.enrolment_state is not null then e.enrolment_state
            when e.state_text is null then 'nhap_hoc'
            else 'khong_ro'
        end as enrolment_state,
        0 as is_own_list,
        e.as_of,
        e.source_file,
        e.sheet,
        e.row_number
    from enrolment e
    left join person n on e.pupil_code is null and n.person_id = e.person_id
    union all
    select
        p.pupil_code, p.school_code, s.name, 'nhap_hoc', 1, p.as_of, p.source_file, p.sheet, p.row_number
    from pupil p
    left join school s on s.school_code = p.school_code
    where
        p.grade > $last_grade
        and p.pupil_code is not null
        and coalesce(p.pupil_status, 'dang_hoc') in ('dang_hoc', 'chuyen_den')
),
placed as (
    select
        t.*,
        row_number() over (
            partition by t.pupil_code, t.school_code, t.enrolment_state
            order by t.is_own_list, t.source_file, t.sheet, t.row_number
        ) as place
    from told t
)
select
    pupil_code, school_code, school_name, enrolment_state, is_own_list, as_of, source_file, sheet, row_number
from placed
where place = 1 or pupil_code is null
order by school_code, source_file, sheet, row_number
