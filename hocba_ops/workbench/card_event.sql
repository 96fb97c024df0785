-- Mọi mốc mà sổ học bạ của trường và sổ tiếp nhận của Sở nói tới, mỗi mốc một dòng, kèm chỗ đọc được.
-- Sổ chỉ giữ lần gửi sau cùng: Sở trả lời lại sau một lần trả lỗi mà sổ trường không ghi lần gửi nào ở giữa, thì chính câu
-- trả lời ấy chứng tỏ đã gửi lại; mốc gửi lấy giờ trả lời. Bản bị thay thế mà không ghi giờ thì lấy giờ lập bản kế tiếp.
-- Học bạ trả về trường tiếp nhận do Sở ghi; trả hai nơi là hai mốc, lần sau thành điều phải xem.
-- happened_at rỗng: tình trạng nói đã kết thúc nhưng không có mốc nào. place: thứ tự các bước trong cùng một giờ.
with written as (
    select * from card where card_id is not null and version is not null
),
made_next as (
    select w.card_id, w.version, min(n.created_at) as created_at
    from written w
    join written n on n.card_id = w.card_id and n.version > w.version
    group by w.card_id, w.version
),
receipt_once as (
    select
        r.*,
        row_number() over (
            partition by r.card_id, r.version, r.receipt_state, r.received_at
            order by r.source_file, r.sheet, r.row_number
        ) as copy_number
    from receipt r
    where r.card_id is not null and r.version is not null
),
answered as (
    select
        r.*,
        w.grade,
        w.withdrawn_at,
        o.office_id,
        row_number() over (
            partition by r.card_id, r.version order by r.received_at, r.source_file, r.sheet, r.row_number
        ) as answer
    from receipt_once r
    left join written w on w.card_id = r.card_id and w.version = r.version
    left join school_office o on o.school_code = r.school_code
    where r.copy_number = 1
),
sent_again as (
    select a.*
    from answered a
    join answered b on b.card_id = a.card_id and b.version = a.version and b.answer = a.answer - 1
    left join written w
        on w.card_id = a.card_id
        and w.version = a.version
        and w.sent_at > b.received_at
        and w.sent_at <= a.received_at
    where b.receipt_state = 'loi' and a.receipt_state in ('tiep_nhan', 'loi') and w.card_id is null
),
mark as (
    select
        w.*,
        case when w.state = 'trich_luc' then 'trich_luc' else 'khoi_tao' end as mark_state,
        w.created_at as happened_at,
        cast(null as text) as actor,
        cast(null as text) as role,
        cast(null as text) as reason,
        1 as place
    from written w
    where w.created_at is not null
    union all
    select w.*, 'gvcn_da_ky', w.homeroom_signed_at, w.homeroom_signer, 'giao_vien_chu_nhiem', cast(null as text), 2
    from written w
    where w.homeroom_signed_at is not null
    union all
    select w.*, 'hieu_truong_da_ky', w.head_signed_at, w.head_signer, 'can_bo_quan_ly', cast(null as text), 3
    from written w
    where w.head_signed_at is not null
    union all
    select w.*, 'da_dong_dau', w.sealed_at, cast(null as text), 'van_thu', cast(null as text), 4
    from written w
    where w.sealed_at is not null
    union all
    select w.*, 'da_ban_hanh', w.issued_at, cast(null as text), cast(null as text), cast(null as text), 5
    from written w
    where w.issued_at is not null
    union all
    select w.*, 'da_bao_cao_so', w.sent_at, cast(null as text), cast(null as text), cast(null as text), 6
    from written w
    where w.sent_at is not null
    union all
    select w.*, 'thu_hoi', w.withdrawn_at, cast(null as text), cast(null as text), w.withdrawn_reason, 8
    from written w
    where (w.withdrawn_at is not null and coalesce(w.state, '') <> 'huy_bo') or w.state = 'thu_hoi'
    union all
    select
        w.*,
        w.state,
        case when w.state = 'da_thay_the' then coalesce(n.created_at, w.withdrawn_at) else w.withdrawn_at end,
        cast(null as text),
        cast(null as text),
        w.withdrawn_reason,
        9
    from written w
    left join made_next n on n.card_id = w.card_id and n.version = w.version
    where w.state in ('da_thay_the', 'huy_bo')
),
told as (
    select
        card_id, version, school_code, grade, pupil_code, mark_state as state, happened_at, actor,
        school_code as actor_unit, role, content_hash, reason, place, batch_id, source_file, sheet, row_number
    from mark
    union all
    select
        card_id, version, school_code, grade, pupil_code, 'da_bao_cao_so', received_at, cast(null as text),
        school_code, cast(null as text), content_hash, cast(null as text), 6, batch_id, source_file, sheet, row_number
    from sent_again
    union all
    select
        card_id, version, school_code, grade, pupil_code,
        case when receipt_state = 'loi' then 'so_tu_choi' else 'so_tiep_nhan' end,
        received_at, cast(null as text), office_id, cast(null as text), content_hash,
        case when receipt_state = 'loi' then reason end, 7, batch_id, source_file, sheet, row_number
    from answered
    where receipt_state in ('loi', 'tiep_nhan')
    union all
    select
        card_id, version, school_code, grade, pupil_code, 'thu_hoi', received_at, cast(null as text), office_id,
        cast(null as text), content_hash, reason, 8, batch_id, source_file, sheet, row_number
    from answered
    where receipt_state = 'thu_hoi' and withdrawn_at is null
    union all
    select
        r.card_id, r.version, r.school_code, w.grade, r.pupil_code, 'tra_ve', r.returned_at, cast(null as text),
        o.office_id, cast(null as text), r.content_hash, r.note, 10, r.batch_id, r.source_file, r.sheet, r.row_number
    from card_return r
    left join written w on w.card_id = r.card_id and w.version = r.version
    left join school_office o on o.school_code = r.school_code
    where r.card_id is not null and r.version is not null and r.returned_at is not null
)
select
    t.card_id,
    t.version,
    t.school_code,
    $school_year as school_year,
    t.grade,
    t.pupil_code,
    t.state,
    t.happened_at,
    case when t.happened_at is null then t.happened_at end as recorded_at,
    t.actor,
    t.actor_unit,
    t.role,
    t.content_hash,
    t.reason,
    cast(null as text) as document,
    t.batch_id as source,
    t.source_file,
    t.sheet,
    t.row_number
from told t
order by t.happened_at, t.place, t.card_id, t.version, t.source_file, t.sheet, t.row_number
