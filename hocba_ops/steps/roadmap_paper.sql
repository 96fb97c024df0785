-- Trường, học sinh được dùng học bạ giấy: lần cho phép sau cùng, lý do, từ ngày đến ngày, tình trạng vào ngày hỏi.
-- expired: hết hạn mà chưa có học bạ số nào ban hành; moved_on: hết hạn và đã có; open_ended: không ghi ngày kết thúc.
with latest as (
    select
        e.*,
        row_number() over (
            partition by e.school_code, e.pupil_code
            order by
                case when e.valid_to is null then 0 else 1 end,
                e.valid_to desc,
                e.source_file,
                e.sheet,
                e.row_number
        ) as place
    from exemption e
    join unit_school u on u.school_code = e.school_code and u.is_counted = 1
),
issued_pupil as (
    select distinct school_code, pupil_code
    from card_state
    where is_issued = 1
),
issued_school as (
    select distinct school_code
    from issued_pupil
)
select
    l.school_code,
    l.pupil_code,
    case when l.pupil_code is null then 'school' else 'pupil' end as paper_kind,
    l.reason,
    l.document_number,
    l.valid_from,
    l.valid_to,
    case
        when l.valid_to is null then 'open_ended'
        when l.valid_from > $as_of then 'to_come'
        when l.valid_to >= $as_of then 'running'
        when i.school_code is not null or s.school_code is not null then 'moved_on'
        else 'expired'
    end as paper_state,
    l.source_file,
    l.sheet,
    l.row_number
from latest l
left join issued_pupil i on i.school_code = l.school_code and i.pupil_code = l.pupil_code
left join issued_school s on s.school_code = l.school_code and l.pupil_code is null
where l.place = 1
order by l.school_code, l.source_file, l.sheet, l.row_number
