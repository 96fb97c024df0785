-- Mỗi học sinh phải có học bạ: sổ của trường nói học bạ đã ký đủ chưa, tệp đã kiểm chứng minh được tới bậc nào.
-- is_claimed: trường nói đã ký đủ. is_asked: đã hỏi tệp của học bạ ấy (trường đã nộp tệp để kiểm, hoặc học bạ rơi vào mẫu).
-- Bậc sau chỉ tính khi bậc trước đã đạt; nhiều tệp cho một học bạ thì tính tệp lên cao nhất.
with looked as (
    select distinct school_code
    from card_proof
    where selection = 'toan_bo' and school_code is not null
),
locked as (
    select distinct card_id, version
    from locked_record
    where locked_as_of <= $as_of
),
held as (
    select
        c.school_code,
        c.grade,
        c.class_name,
        c.pupil_code,
        c.issuing_code,
        c.card_id,
        c.version,
        coalesce(c.is_signed, 0) as is_claimed,
        coalesce(c.is_sealed, 0) as is_sealed_claimed,
        coalesce(c.is_issued, 0) as is_issued_claimed,
        coalesce(c.is_received, 0) as is_received_claimed,
        case when k.card_id is not null then 1 else 0 end as is_in_lock,
        g.homeroom_signer,
        g.head_signer,
        d.sign_by,
        c.card_file as source_file,
        c.card_sheet as sheet,
        c.card_row as row_number
    from pupil_state c
    left join card g
        on g.school_code = c.issuing_code
        and g.card_id = c.card_id
        and g.source_file = c.card_file
        and g.sheet = c.card_sheet
        and g.row_number = c.card_row
    left join locked k on k.card_id = c.card_id and k.version = c.version
    left join grade_deadline d on d.grade = c.grade
    where c.exclusion is null and c.is_known_school = 1
),
proved as (
    select
        h.*,
        p.file_sha256,
        p.selection,
        p.sample_id,
        p.drawn_from,
        p.fault,
        p.fault_role,
        p.reason as fault_codes,
        p.homeroom_signed_at as homeroom_proved_at,
        p.head_signed_at as head_proved_at,
        coalesce(p.rung, 0) as reached,
        row_number() over (
            partition by h.school_code, h.pupil_code order by p.rung desc, p.file_sha256, p.source_file, p.row_number
        ) as place
    from held h
    left join card_proof p
        on p.school_code = h.issuing_code
        and p.card_id = h.card_id
        and (p.version is null or p.version = h.version)
)
select
    b.school_code,
    b.grade,
    b.class_name,
    b.issuing_code,
    b.pupil_code,
    b.card_id,
    b.version,
    b.is_claimed,
    b.is_claimed * case when l.school_code is not null or b.selection is not null then 1 else 0 end as is_asked,
    b.is_claimed * case when b.reached >= 1 then 1 else 0 end as is_present,
    b.is_claimed * case when b.reached >= 2 then 1 else 0 end as is_intact,
    b.is_claimed * case when b.reached >= 3 then 1 else 0 end as is_unchanged,
    b.is_claimed * case when b.reached >= 4 then 1 else 0 end as is_rightful,
    b.is_claimed * case when b.reached >= 5 then 1 else 0 end as is_sealed,
    b.is_claimed * case when b.reached >= 5 then b.is_issued_claimed else 0 end as is_issued,
    b.is_claimed * case when b.reached >= 5 then b.is_issued_claimed * b.is_received_claimed else 0 end as is_received,
    b.is_claimed
    * case when b.reached >= 5 then b.is_issued_claimed * b.is_received_claimed * b.is_in_lock else 0 end as is_locked,
    b.is_sealed_claimed,
    b.fault,
    b.fault_role,
    b.fault_codes,
    case b.fault_role when 'gvcn' then b.homeroom_signer when 'hieu_truong' then b.head_signer end as staff_code,
    b.homeroom_signer,
    b.head_signer,
    cast(
        case when b.homeroom_proved_at > b.head_proved_at then b.homeroom_proved_at else b.head_proved_at end as date
    ) as proved_on,
    b.sign_by,
    b.file_sha256,
    b.source_file,
    b.sheet,
    b.row_number
from proved b
left join looked l on l.school_code = b.issuing_code
where b.place = 1
order by b.school_code, b.grade, b.class_name, b.pupil_code, b.source_file, b.sheet, b.row_number
