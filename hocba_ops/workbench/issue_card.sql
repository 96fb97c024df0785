-- Mỗi học sinh của đơn vị phải có học bạ số, một dòng, mang các cột của export_card: các văn bản export_* đọc dòng này để ghép nội dung,
-- nên bản thể hiện và bản ghi gửi đi nói cùng một điều. Học bạ đã có trong sổ sự kiện thì mã, ngày, người ký lấy ở đó.
-- Chưa có thì lấy ở sổ học bạ của trường; người ký là giáo viên chủ nhiệm và hiệu trưởng ở danh sách nhân sự; ngày lập là ngày của tệp có em.
-- has_content = 0 (trường chưa nộp nội dung của em, bản ghi chưa gửi được): các cột đầu bằng told_ là điều những tệp khác cho biết.
with asked as (
    select r.*
    from roster r
    where
        r.in_review = 1
        and r.is_known_school = 1
        and r.pupil_code is not null
        and r.copy_number = 1
        and r.grade is not null
        and coalesce(r.exclusion, '') not in ('hoc_ba_giay', 'trung_dong')
),
held as (
    select
        s.*,
        row_number() over (partition by s.school_code, s.pupil_code order by s.version desc, s.card_id) as place
    from registry_state s
    where s.is_live = 1 and s.school_year = $school_year
),
acted as (
    select
        e.card_id,
        e.version,
        e.state,
        e.actor,
        row_number() over (partition by e.card_id, e.version, e.state order by e.sequence desc) as place
    from event e
    where cast(e.happened_at as date) <= $as_of and cast(e.recorded_at as date) <= $known_on
),
signed as (
    select
        card_id,
        version,
        max(case when state = 'gvcn_da_ky' then actor end) as homeroom_signer,
        max(case when state = 'hieu_truong_da_ky' then actor end) as head_signer,
        max(case when state = 'gvcn_da_ky' then 1 else 0 end) as has_homeroom,
        max(case when state = 'hieu_truong_da_ky' then 1 else 0 end) as has_head,
        max(case when state = 'trich_luc' then 1 else 0 end) as is_extracted
    from acted
    where place = 1
    group by card_id, version
),
hashed as (
    select
        e.card_id,
        e.version,
        e.content_hash,
        row_number() over (partition by e.card_id, e.version order by e.sequence desc) as place
    from event e
    where
        e.content_hash is not null
        and cast(e.happened_at as date) <= $as_of
        and cast(e.recorded_at as date) <= $known_on
),
teacher as (
    select
        s.*,
        row_number() over (partition by s.school_code, s.homeroom_class order by s.staff_code, s.row_number) as place
    from staff s
    where s.staff_status = 'dang_lam' and s.homeroom_class is not null
),
head as (
    select s.*, row_number() over (partition by s.school_code order by s.staff_code, s.row_number) as place
    from staff s
    where s.staff_status = 'dang_lam' and s.position = 'hieu_truong'
),
contents as (
    select distinct school_code, pupil_code from card_content
),
judged as (
    select
        r.school_code,
        r.pupil_code,
        coalesce(w.award_name, r.award_text) as award_text,
        row_number() over (
            partition by r.school_code, r.pupil_code order by r.source_file, r.sheet, r.row_number
        ) as place
    from result r
    left join assessment_award w on w.award = r.award
    union all
    select
        y.school_code,
        y.pupil_code,
        y.award_text,
        row_number() over (
            partition by y.school_code, y.pupil_code
            order by case when y.term = 'ca_nam' then 0 else 1 end, y.source_file, y.sheet, y.row_number
        ) as place
    from secondary_result y
),
results as (
    select school_code, pupil_code, max(award_text) as award_text
    from judged
    where place = 1
    group by school_code, pupil_code
)
select
    coalesce(h.card_id, c.card_id) as card_id,
    coalesce(h.version, c.version) as version,
    a.school_code,
    u.school_name,
    coalesce(h.grade, a.grade) as grade,
    a.class_name,
    a.pupil_code,
    x.content_hash,
    coalesce(h.created_at, cast(c.created_on as timestamp), cast(a.as_of as timestamp)) as created_at,
    coalesce(h.issued_at, cast(c.issued_on as timestamp)) as issued_at,
    coalesce(h.created_at, cast(a.as_of as timestamp)) as updated_at,
    case when s.has_homeroom = 1 then s.homeroom_signer else g.staff_code end as homeroom_signer,
    case when s.has_head = 1 then s.head_signer else d.staff_code end as head_signer,
    coalesce(s.is_extracted, 0) as is_extracted,
    case when a.is_not_assessed then 1 else 0 end as is_not_assessed,
    case when k.pupil_code is not null then 1 else 0 end as has_content,
    case when r.pupil_code is not null then 1 else 0 end as has_result,
    w.commune_name as told_place,
    w.province_name as told_province,
    r.award_text as told_award,
    case when a.pupil_status = 'chuyen_den' then a.status_date end as told_arrival
from asked a
join unit_school u on u.school_code = a.school_code
left join held h on h.school_code = a.school_code and h.pupil_code = a.pupil_code and h.place = 1
left join signed s on s.card_id = h.card_id and s.version = h.version
left join hashed x on x.card_id = h.card_id and x.version = h.version and x.place = 1
left join card_state c on c.school_code = a.school_code and c.pupil_code = a.pupil_code
left join teacher g on g.school_code = a.school_code and g.homeroom_class = a.class_name and g.place = 1
left join head d on d.school_code = a.school_code and d.place = 1
left join contents k on k.school_code = a.school_code and k.pupil_code = a.pupil_code
left join results r on r.school_code = a.school_code and r.pupil_code = a.pupil_code
left join school_place w on w.school_code = a.school_code
order by a.school_code, a.grade, a.class_name, a.pupil_code
