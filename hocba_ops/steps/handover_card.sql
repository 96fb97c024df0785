-- Mỗi học bạ đang dùng của khối cuối cấp, của mọi trường trong kho: em học tiếp ở đâu, đã trả về đâu, so với bản Sở giữ.
-- Số đếm toàn là 0/1. lock_day: ngày chốt trong sổ sự kiện, chưa chốt thì hạn báo cáo Sở (grade_deadline).
with live as (
    select
        c.*,
        row_number() over (partition by c.card_id order by c.version desc, c.row_number desc) as place
    from card c
    where
        c.grade = $last_grade
        and c.card_id is not null
        and c.version is not null
        and c.withdrawn_at is null
        and coalesce(c.state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo')
),
live_count as (
    select school_code, pupil_code, count(*) as live_cards
    from live
    where place = 1
    group by school_code, pupil_code
),
answered as (
    select
        r.*,
        row_number() over (
            partition by r.card_id, r.version order by r.received_at desc, r.source_file, r.sheet, r.row_number
        ) as place
    from receipt r
),
locked as (
    select card_id, version, max(locked_as_of) as locked_as_of, max(content_hash) as locked_hash
    from locked_record
    where locked_as_of <= $as_of
    group by card_id, version
),
listed as (
    select
        school_code,
        pupil_code,
        max(case when coalesce(pupil_status, 'dang_hoc') in ('chuyen_di', 'thoi_hoc') then 0 else 1 end) as is_here
    from pupil
    where pupil_code is not null
    group by school_code, pupil_code
),
promoted as (
    select
        school_code,
        pupil_code,
        max(case when is_promoted or supplementary = 'hoan_thanh' or decision_text is not null then 1 else 0 end)
            as is_up,
        max(case when not is_promoted then 1 else 0 end) as is_kept
    from result
    group by school_code, pupil_code
),
place_of as (
    select
        pupil_code,
        max(case when enrolment_state = 'nhap_hoc' then 1 else 0 end) as is_enrolled,
        max(case when enrolment_state = 'ngoai_dia_ban' then 1 else 0 end) as is_outside,
        max(case when enrolment_state = 'khong_nhap_hoc' then 1 else 0 end) as is_unenrolled,
        count(distinct case when enrolment_state = 'nhap_hoc' then school_code end) as schools,
        min(case when enrolment_state = 'nhap_hoc' then school_code end) as enrolled_code
    from handover_enrolled
    where pupil_code is not null
    group by pupil_code
),
receiving as (
    select distinct school_code
    from handover_enrolled
    where enrolment_state = 'nhap_hoc' and school_code is not null
),
back as (
    select
        r.*,
        case when r.taken_at is not null or r.return_state = 'da_nhan' then 1 else 0 end as is_taken,
        row_number() over (
            partition by r.card_id
            order by
                case when r.taken_at is not null or r.return_state = 'da_nhan' then 0 else 1 end,
                r.returned_at desc,
                r.source_file,
                r.sheet,
                r.row_number
        ) as place
    from card_return r
    where r.card_id is not null
),
back_count as (
    select card_id, count(distinct coalesce(to_school_code, to_school_name)) as to_schools
    from back
    group by card_id
),
any_list as (
    select count(*) as lists
    from receiving
)
select
    c.school_code,
    c.grade,
    c.pupil_code,
    c.card_id,
    c.version,
    k.live_cards,
    coalesce(h.is_here, 0) as is_here,
    case when h.school_code is null then 1 else 0 end as is_stranger,
    case when coalesce(m.is_kept, 0) = 1 and m.is_up = 0 then 1 else 0 end as is_kept,
    coalesce(e.is_enrolled, 0) as is_enrolled,
    coalesce(e.is_outside, 0) as is_outside,
    coalesce(e.is_unenrolled, 0) as is_told_unenrolled,
    coalesce(e.schools, 0) as enrolled_schools,
    e.enrolled_code,
    case when n.lists > 0 then 1 else 0 end as has_lists,
    case when a.receipt_state = 'tiep_nhan' then 1 else 0 end as is_received,
    case when b.card_id is not null then 1 else 0 end as is_returned,
    coalesce(b.is_taken, 0) as is_taken,
    coalesce(z.to_schools, 0) as to_schools,
    b.to_school_code,
    b.to_school_name,
    b.version as returned_version,
    cast(b.returned_at as date) as returned_on,
    cast(b.taken_at as date) as taken_on,
    b.return_state,
    b.state_text,
    case
        when b.returned_at is null or g.report_by is null and l.locked_as_of is null then 0
        when cast(b.returned_at as date) <= coalesce(l.locked_as_of, g.report_by) then 1
        else 0
    end as is_before_lock,
    coalesce(l.locked_hash, a.content_hash, c.content_hash) as kept_hash,
    b.content_hash as returned_hash,
    case when t.pupil_code is not null then 1 else 0 end as is_at_its_school,
    case when r.school_code is not null then 1 else 0 end as is_listed_there,
    coalesce(b.source_file, c.source_file) as source_file,
    case when b.card_id is not null then b.sheet else c.sheet end as sheet,
    coalesce(b.row_number, c.row_number) as row_number
from live c
join live_count k on k.school_code = c.school_code and k.pupil_code is not distinct from c.pupil_code
cross join any_list n
left join answered a on a.card_id = c.card_id and a.version = c.version and a.place = 1
left join locked l on l.card_id = c.card_id and l.version = c.version
left join grade_deadline g on g.grade = c.grade
left join listed h on h.school_code = c.school_code and h.pupil_code = c.pupil_code
left join promoted m on m.school_code = c.school_code and m.pupil_code = c.pupil_code
left join place_of e on e.pupil_code = c.pupil_code
left join back b on b.card_id = c.card_id and b.place = 1
left join back_count z on z.card_id = c.card_id
left join handover_enrolled t
    on t.pupil_code = c.pupil_code and t.enrolment_state = 'nhap_hoc' and t.school_code = b.to_school_code
left join receiving r on r.school_code = b.to_school_code
where c.place = 1
order by c.school_code, c.card_id
