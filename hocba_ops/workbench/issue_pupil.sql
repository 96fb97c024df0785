-- Mỗi học sinh của đơn vị phải có học bạ số, một dòng: nhân thân, kết quả năm, người ký, mã học bạ.
-- known_on: ngày của tệp có em, thay cho ngày lập khi không sổ nào ghi.
-- Mã học bạ, ngày lập, ngày ban hành lấy ở sổ sự kiện; sổ sự kiện chưa có thì lấy ở sổ học bạ của trường.
with asked as (
    select r.*
    from roster r
    where
        r.in_review = 1
        and r.is_known_school = 1
        and r.pupil_code is not null
        and r.copy_number = 1
        and coalesce(r.exclusion, '') not in ('hoc_ba_giay', 'trung_dong')
),
result_once as (
    select
        t.*,
        row_number() over (
            partition by t.school_code, t.pupil_code order by t.source_file, t.sheet, t.row_number
        ) as place
    from result t
),
teacher as (
    select
        s.*,
        row_number() over (partition by s.school_code, s.homeroom_class order by s.staff_code, s.row_number) as place
    from staff s
    where s.staff_status = 'dang_lam' and s.homeroom_class is not null
),
head as (
    select
        s.*,
        row_number() over (partition by s.school_code order by s.staff_code, s.row_number) as place
    from staff s
    where s.staff_status = 'dang_lam' and s.position = 'hieu_truong'
),
held as (
    select
        g.*,
        row_number() over (partition by g.school_code, g.pupil_code order by g.version desc, g.card_id) as place
    from registry_state g
    where g.is_live = 1 and g.school_year = $school_year
)
select
    a.school_code,
    u.school_name,
    u.school_kind,
    a.class_name,
    a.grade,
    a.pupil_code,
    a.person_id,
    a.full_name,
    a.birth_date,
    a.sex,
    a.ethnicity,
    a.nationality,
    a.pupil_status,
    a.status_date,
    a.is_not_assessed,
    a.birth_place,
    a.father_name,
    a.mother_name,
    a.guardian_name,
    t.is_completed,
    t.is_promoted,
    t.rating,
    t.award,
    t.award_text,
    t.is_primary_completed,
    case when t.pupil_code is not null then 1 else 0 end as has_result,
    coalesce(h.card_id, c.card_id) as card_id,
    coalesce(h.version, c.version) as version,
    coalesce(cast(h.created_at as date), c.created_on) as created_on,
    coalesce(cast(h.issued_at as date), c.issued_on) as issued_on,
    a.as_of as known_on,
    g.full_name as homeroom_name,
    g.person_id as homeroom_id,
    d.full_name as head_name,
    d.person_id as head_id,
    d.position_text as head_title
from asked a
join unit_school u on u.school_code = a.school_code
left join result_once t on t.school_code = a.school_code and t.pupil_code = a.pupil_code and t.place = 1
left join teacher g on g.school_code = a.school_code and g.homeroom_class = a.class_name and g.place = 1
left join head d on d.school_code = a.school_code and d.place = 1
left join held h on h.school_code = a.school_code and h.pupil_code = a.pupil_code and h.place = 1
left join card_state c on c.school_code = a.school_code and c.pupil_code = a.pupil_code
order by a.school_code, a.grade, a.class_name, a.pupil_code
