-- Sau khi chốt: mỗi học bạ đã chốt ⇄ bản kết xuất của chính trường, từ ngày chốt trở đi; mỗi chỗ khác một dòng, từng trường dữ liệu một.
-- verdict: allowed (chính sách cho phép), correction (trong lần mở lại có số quyết định), violation (không được phép).
-- Lần mở lại có hạn: thay đổi có ngày (ban hành, lập bản mới) phải nằm trong hạn; thay đổi không ghi ngày thì không xét được hạn.
-- Ô trống ở một bên không tính là khác; trường chưa nộp bản nào từ ngày chốt thì chưa so được (lock_state).
with latest as (
    select
        c.*,
        row_number() over (
            partition by c.school_code, c.card_id, c.version order by c.source_file desc, c.sheet desc, c.row_number desc
        ) as place
    from card c
    join unit_school u on u.school_code = c.school_code and u.is_counted = 1
    where c.card_id is not null and c.version is not null
),
exported as (
    select school_code, max(as_of) as seen_on
    from latest
    group by school_code
),
frozen as (
    select l.*, e.seen_on
    from locked_record l
    join exported e on e.school_code = l.school_code and e.seen_on >= l.locked_as_of
    where l.school_year = $school_year and l.locked_as_of <= $as_of
),
same as (
    select
        f.*,
        c.content_hash as now_hash,
        c.state as now_state,
        c.pupil_code as now_pupil,
        c.grade as now_grade,
        c.issued_at as now_issued,
        c.homeroom_signer as now_homeroom,
        c.head_signer as now_head,
        c.source_file,
        c.sheet,
        c.row_number
    from frozen f
    join latest c on c.school_code = f.school_code and c.card_id = f.card_id and c.version = f.version and c.place = 1
),
newer as (
    select
        f.*,
        c.version as now_version,
        cast(coalesce(c.issued_at, c.created_at) as date) as now_made_on,
        c.source_file,
        c.sheet,
        c.row_number,
        row_number() over (partition by f.card_id, f.version order by c.version desc) as newest
    from frozen f
    join latest c on c.school_code = f.school_code and c.card_id = f.card_id and c.version > f.version and c.place = 1
),
beside as (
    select
        f.*,
        cast(coalesce(c.issued_at, c.created_at) as date) as now_made_on,
        c.source_file,
        c.sheet,
        c.row_number,
        row_number() over (partition by f.card_id, f.version, c.card_id order by c.version desc) as newest
    from frozen f
    join latest c on c.school_code = f.school_code and c.pupil_code = f.pupil_code and c.card_id <> f.card_id and c.place = 1
    left join locked_record k on k.card_id = c.card_id
    where k.card_id is null and coalesce(c.state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo')
),
gone as (
    select f.*
    from frozen f
    left join latest c on c.school_code = f.school_code and c.card_id = f.card_id
    where c.card_id is null
),
different as (
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        case when now_issued <> issued_at then cast(now_issued as date) end as changed_on, source_file, sheet, row_number,
        'HB-CK-01' as code, 'content_hash' as item, content_hash as held, now_hash as found
    from same
    where now_hash <> content_hash
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        now_made_on as changed_on, source_file, sheet, row_number,
        'HB-CK-02', 'version', cast(version as text), cast(now_version as text)
    from newer
    where newest = 1
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of, cast(null as date) as changed_on, cast(null as text),
        cast(null as text), cast(null as bigint), 'HB-CK-03', 'card_id', cast(null as text), cast(null as text)
    from gone
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        case when now_issued <> issued_at then cast(now_issued as date) end as changed_on, source_file, sheet, row_number,
        'HB-CK-04', 'state', state, now_state
    from same
    where now_state in (
        'khoi_tao', 'trich_luc', 'gvcn_da_ky', 'hieu_truong_da_ky', 'da_dong_dau', 'so_tu_choi', 'thu_hoi', 'da_thay_the',
        'huy_bo'
    )
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        now_made_on as changed_on, source_file, sheet, row_number,
        'HB-CK-05', 'new_card', cast(null as text), cast(null as text)
    from beside
    where newest = 1
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        case when now_issued <> issued_at then cast(now_issued as date) end as changed_on, source_file, sheet, row_number,
        'HB-CK-06', 'pupil_code', cast(null as text), cast(null as text)
    from same
    where now_pupil <> pupil_code
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        case when now_issued <> issued_at then cast(now_issued as date) end as changed_on, source_file, sheet, row_number,
        'HB-CK-06', 'grade', cast(grade as text), cast(now_grade as text)
    from same
    where now_grade <> grade
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        case when now_issued <> issued_at then cast(now_issued as date) end as changed_on, source_file, sheet, row_number,
        'HB-CK-06', 'issued_at', cast(null as text), cast(null as text)
    from same
    where now_issued <> issued_at
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        case when now_issued <> issued_at then cast(now_issued as date) end as changed_on, source_file, sheet, row_number,
        'HB-CK-06', 'homeroom_signer', cast(null as text), cast(null as text)
    from same
    where now_homeroom <> homeroom_signer
    union all
    select card_id, version, school_code, grade, pupil_code, seen_on, locked_as_of,
        case when now_issued <> issued_at then cast(now_issued as date) end as changed_on, source_file, sheet, row_number,
        'HB-CK-06', 'head_signer', cast(null as text), cast(null as text)
    from same
    where now_head <> head_signer
),
decided as (
    select d.school_code, d.card_id, d.version, min(r.decision) as decision
    from different d
    join reopening r
        on r.school_code = d.school_code
        and (r.grade is null or r.grade = d.grade)
        and r.opened_on >= d.locked_as_of
        and r.opened_on <= d.seen_on
        and coalesce(d.changed_on, r.opened_on) between r.opened_on and r.closes_on
    group by d.school_code, d.card_id, d.version
)
select
    d.*,
    d.held || ' → ' || d.found as change,
    q.decision,
    case
        when p.verdict = 'allowed' then 'allowed'
        when q.decision is not null then 'correction'
        else 'violation'
    end as verdict
from different d
left join after_lock p on p.item = d.item
left join decided q on q.school_code = d.school_code and q.card_id = d.card_id and q.version = d.version
order by d.school_code, d.card_id, d.version, d.code, d.item
