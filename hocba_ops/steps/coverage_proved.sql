-- Bên cạnh số trường nói: trong học bạ nói đã ký đủ, bao nhiêu đã có tệp được kiểm, bao nhiêu chứng minh được người ký, con dấu.
-- Chỉ những trường đã có tệp được kiểm; bước evidence nói đủ từng bậc.
with looked as (
    select distinct c.school_code
    from coverage_state c
    join card_proof p
        on p.school_code = c.issuing_code
        and p.card_id = c.card_id
        and (p.version is null or p.version = c.version)
    where c.is_signed = 1 and c.exclusion is null
),
best as (
    select c.school_code, c.pupil_code, max(coalesce(p.rung, 0)) as rung
    from coverage_state c
    join looked l on l.school_code = c.school_code
    left join card_proof p
        on p.school_code = c.issuing_code
        and p.card_id = c.card_id
        and (p.version is null or p.version = c.version)
    where c.is_signed = 1 and c.exclusion is null
    group by c.school_code, c.pupil_code
)
select
    school_code,
    count(*) as signed,
    sum(case when rung >= 1 then 1 else 0 end) as present,
    sum(case when rung >= 4 then 1 else 0 end) as rightful,
    sum(case when rung >= 5 then 1 else 0 end) as sealed_proved
from best
group by school_code
order by school_code
