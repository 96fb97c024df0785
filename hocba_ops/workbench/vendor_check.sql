-- Bàn giao khi hết hợp đồng: mỗi phiên bản học bạ trong sổ sự kiện đặt cạnh dòng nhà cung cấp giao, đúng một lớp (delivered_class).
-- Nội dung so với bản đã chốt, chưa chốt thì so với bản trường đã ban hành. Sổ của nhà cung cấp không biết việc sau khi gửi Sở,
-- nên trạng thái so tới đó (state_place). lack_*: sổ sự kiện có mốc mà dòng giao để trống.
with held as (
    select s.*
    from registry_state s
    join vendor_school v on v.school_code = s.school_code
),
issued as (
    select card_id, version, max(content_hash) as issued_hash
    from event
    where
        state = 'da_ban_hanh'
        and cast(happened_at as date) <= $as_of
        and cast(recorded_at as date) <= $known_on
    group by card_id, version
),
locked as (
    select card_id, version, max(content_hash) as locked_hash
    from locked_record
    where locked_as_of <= $as_of
    group by card_id, version
),
kept as (
    select
        h.*,
        coalesce(l.locked_hash, i.issued_hash) as kept_hash,
        p.place as kept_place
    from held h
    left join issued i on i.card_id = h.card_id and i.version = h.version
    left join locked l on l.card_id = h.card_id and l.version = h.version
    left join state_place p on p.state = h.state
),
numbered as (
    select
        d.*,
        p.place as given_place,
        row_number() over (partition by d.card_id, d.version order by d.source_file, d.sheet, d.row_number) as copy_number
    from delivered d
    left join state_place p on p.state = d.state
),
copies as (
    select card_id, version, count(*) as copies
    from numbered
    group by card_id, version
),
given_card as (
    select distinct card_id
    from delivered
)
select
    coalesce(k.card_id, g.card_id) as card_id,
    coalesce(k.version, g.version) as version,
    coalesce(k.school_code, g.school_code) as school_code,
    coalesce(k.school_year, $school_year) as school_year,
    coalesce(k.grade, g.grade) as grade,
    k.pupil_code,
    coalesce(k.is_live, 0) as is_live,
    coalesce(k.is_standing, 0) as is_standing,
    k.state as kept_state,
    g.state as given_state,
    g.state_text,
    coalesce(n.copies, 0) as copies,
    case when k.card_id is not null then 1 else 0 end as is_kept,
    case when g.row_number is not null then 1 else 0 end as is_given,
    case when g.row_number is not null and g.state is null then 1 else 0 end as is_state_unread,
    g.homeroom_signed_at as given_homeroom_signed_at,
    g.head_signed_at as given_head_signed_at,
    g.sealed_at as given_sealed_at,
    case when k.created_at is not null and g.row_number is not null and g.created_at is null then 1 else 0 end as lack_created,
    case
        when k.homeroom_signed_at is not null and g.row_number is not null and g.homeroom_signed_at is null then 1 else 0
    end as lack_homeroom,
    case when k.head_signed_at is not null and g.row_number is not null and g.head_signed_at is null then 1 else 0 end as lack_head,
    case when k.sealed_at is not null and g.row_number is not null and g.sealed_at is null then 1 else 0 end as lack_sealed,
    case when k.issued_at is not null and g.row_number is not null and g.issued_at is null then 1 else 0 end as lack_issued,
    case when k.reported_at is not null and g.row_number is not null and g.sent_at is null then 1 else 0 end as lack_sent,
    case when k.kept_hash is not null and g.row_number is not null and g.content_hash is null then 1 else 0 end as lack_hash,
    case
        when k.card_id is null then 'la'
        when g.row_number is null and k.is_live = 1 and c.card_id is not null then 'thieu_phien_ban'
        when g.row_number is null then 'thieu'
        when k.school_code <> g.school_code or k.pupil_code is distinct from g.pupil_code then 'khac_chu'
        when k.kept_hash <> g.content_hash then 'noi_dung_khac'
        when k.kept_hash is not null and g.content_hash is null then 'khong_ma_noi_dung'
        when k.kept_place is distinct from g.given_place then 'khac_trang_thai'
        else 'du'
    end as delivered_class,
    g.source_file,
    g.sheet,
    g.row_number
from kept k
full join numbered g on g.card_id = k.card_id and g.version = k.version
left join given_card c on c.card_id = k.card_id
left join copies n on n.card_id = g.card_id and n.version = g.version
where coalesce(g.copy_number, 1) = 1
order by school_code, card_id, version
