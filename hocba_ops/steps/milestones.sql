-- Mỗi nhiệm vụ của kế hoạch, mỗi đơn vị phải làm: xong, xong muộn, còn hạn hay quá hạn, tính đến $as_of.
-- Nhiệm vụ tự đo: xong khi tử số đạt ngưỡng (threshold_percent) của mẫu số; ngày xong là ngày của dòng mới nhất được đếm.
-- Nhiệm vụ không áp dụng: trường ngoài kế hoạch, hoặc biết chắc là không có học sinh nào phải làm; chưa biết thì vẫn phải làm.
-- Cơ quan trả lời (answers_to_name): nhiệm vụ đã xong thì cơ quan của ngày xong; còn mở thì cơ quan của ngày đến hạn, quá hạn thì
-- của ngày hỏi. Cơ quan đã kết thúc thì nhiệm vụ còn mở chuyển cho cơ quan kế tục của từng trường.
-- Nhiệm vụ phải xác nhận: ngày xong là ngày ghi trong giấy xác nhận sớm nhất.
with pupils as (
    select school_code, grade, sum(case when exclusion is null then 1 else 0 end) as expected
    from pupil_state
    where is_known_school = 1
    group by school_code, grade
),
rostered as (
    select distinct school_code
    from pupils
),
demanded as (
    select
        d.duty,
        a.actor_id,
        case when max(r.school_code) is null then null else coalesce(sum(p.expected), 0) end as expected
    from duty d
    join actor a on a.actor_kind = d.actor_kind
    left join rostered r on r.school_code = a.actor_id
    left join pupils p on p.school_code = a.actor_id and p.grade >= d.first_grade and p.grade <= d.last_grade
    group by d.duty, a.actor_id
),
measured_duty as (
    select
        d.duty,
        m.school_code as actor_id,
        sum(m.numerator) as numerator,
        sum(m.denominator) as denominator,
        max(m.reached_on) as reached_on
    from duty d
    join measured m
        on m.measure = d.measure
        and (m.grade is null or d.first_grade is null or (m.grade >= d.first_grade and m.grade <= d.last_grade))
    group by d.duty, m.school_code
),
attested_duty as (
    select duty, actor_id, min(done_on) as done_on
    from attestation
    where done_on <= $as_of
    group by duty, actor_id
),
progress as (
    select
        d.duty,
        d.actor_kind,
        a.actor_id,
        d.evidence,
        d.last_day,
        d.named_day,
        m.numerator,
        m.denominator,
        d.threshold_percent,
        case
            when a.is_in_plan = 0 then 0
            when d.first_grade is not null and d.actor_kind = 'school' and w.expected = 0 then 0
            when d.evidence = 'measure' and m.denominator = 0 then 0
            else 1
        end as is_applicable,
        case
            when d.evidence = 'attestation' then t.done_on
            when m.denominator > 0 and m.numerator * 100 >= d.threshold_percent * m.denominator then m.reached_on
        end as done_on
    from duty d
    join actor a on a.actor_kind = d.actor_kind
    left join demanded w on w.duty = d.duty and w.actor_id = a.actor_id
    left join measured_duty m on m.duty = d.duty and m.actor_id = a.actor_id
    left join attested_duty t on t.duty = d.duty and t.actor_id = a.actor_id
),
judged as (
    select
        duty,
        actor_kind,
        actor_id,
        evidence,
        last_day,
        named_day,
        numerator,
        denominator,
        threshold_percent,
        done_on,
        case when done_on = named_day and done_on > last_day then 1 else 0 end as is_on_named_day,
        case
            when is_applicable = 0 then 'not_applicable'
            when done_on <= last_day then 'done'
            when done_on is not null then 'done_late'
            when last_day >= $as_of then 'due'
            else 'overdue'
        end as state
    from progress
),
dated as (
    select
        j.*,
        case
            when j.done_on is not null then j.done_on
            when j.last_day >= $as_of then j.last_day
            else cast($as_of as date)
        end as answering_on
    from judged j
)
select d.*, o.office_name as answers_to_name
from dated d
left join school_office o
    on o.actor_id = d.actor_id and o.valid_from <= d.answering_on and o.valid_to >= d.answering_on
order by d.duty, d.actor_kind, d.actor_id
