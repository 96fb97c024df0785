-- Phạm vi chốt: mỗi học bạ đang dùng một dòng, kèm lớp (lock_class); 'san_sang' thì chốt được, lớp khác là lý do chưa chốt.
-- Thêm mỗi học sinh phải có học bạ số mà sổ không có học bạ nào đang dùng (khong_tao, thu_hoi_chua_thay).
with held as (
    select s.*
    from registry_state s
    join unit_school u on u.school_code = s.school_code and u.is_counted = 1 and u.is_known_school = 1
    join lock_grade g on g.grade = s.grade
    where s.school_year = $school_year
),
passed as (
    select
        card_id,
        version,
        max(case when state = 'gvcn_da_ky' then sequence end) as homeroom,
        max(case when state = 'hieu_truong_da_ky' then sequence end) as head,
        max(case when state = 'da_dong_dau' then sequence end) as seal,
        max(case when state = 'da_ban_hanh' then sequence end) as issue,
        max(case when state = 'so_tiep_nhan' then sequence end) as receipt
    from event
    where cast(happened_at as date) <= $as_of and cast(recorded_at as date) <= $known_on
    group by card_id, version
),
told as (
    select
        p.card_id,
        p.version,
        max(case when e.sequence = p.homeroom then e.actor end) as homeroom_signer,
        max(case when e.sequence = p.head then e.actor end) as head_signer,
        max(case when e.sequence = p.seal then e.actor end) as sealer,
        max(case when e.sequence = p.issue then e.content_hash end) as issued_hash,
        max(case when e.sequence = p.receipt then e.content_hash end) as received_hash
    from passed p
    join event e on e.card_id = p.card_id and e.version = p.version
    group by p.card_id, p.version
),
live_count as (
    select school_code, pupil_code, count(*) as live_cards
    from held
    where is_live = 1
    group by school_code, pupil_code
),
ended as (
    select distinct school_code, pupil_code
    from held
    where is_live = 0
),
standing as (
    select
        h.card_id,
        h.version,
        h.school_code,
        h.school_year,
        h.grade,
        h.pupil_code,
        coalesce(t.received_hash, t.issued_hash, h.content_hash) as content_hash,
        h.issued_at,
        h.received_at,
        t.homeroom_signer,
        t.head_signer,
        t.sealer,
        case
            when h.locked_at is not null then 'da_chot'
            when c.live_cards > 1 then 'trung'
            when h.state = 'tra_ve' then 'da_tra_ve'
            when h.state = 'so_tu_choi' then 'so_tu_choi'
            when h.state = 'da_bao_cao_so' then 'gui_chua_tiep_nhan'
            when h.state = 'da_ban_hanh' then 'chua_gui'
            when h.state <> 'so_tiep_nhan' then 'chua_ban_hanh'
            when coalesce(t.received_hash, t.issued_hash, h.content_hash) is null then 'khong_ma_noi_dung'
            when t.issued_hash <> t.received_hash then 'noi_dung_khac'
            else 'san_sang'
        end as lock_class
    from held h
    join told t on t.card_id = h.card_id and t.version = h.version
    left join live_count c on c.school_code = h.school_code and c.pupil_code is not distinct from h.pupil_code
    where h.is_live = 1
),
lacking as (
    select
        r.school_code,
        r.grade,
        r.pupil_code,
        case when e.pupil_code is not null then 'thu_hoi_chua_thay' else 'khong_tao' end as lock_class
    from roster r
    join lock_grade g on g.grade = r.grade
    left join live_count c on c.school_code = r.school_code and c.pupil_code = r.pupil_code
    left join ended e on e.school_code = r.school_code and e.pupil_code = r.pupil_code
    where r.in_review = 1
        and r.is_known_school = 1
        and coalesce(r.exclusion, '') not in ('trung_dong', 'hoc_ba_giay')
        and c.pupil_code is null
)
select *
from standing
union all
select
    cast(null as text),
    cast(null as bigint),
    school_code,
    $school_year,
    grade,
    pupil_code,
    cast(null as text),
    cast(null as timestamp),
    cast(null as timestamp),
    cast(null as text),
    cast(null as text),
    cast(null as text),
    lock_class
from lacking
order by school_code, grade, pupil_code, card_id, version
