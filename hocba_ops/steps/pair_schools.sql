-- Các cặp nghi trùng gom theo hai trường phải cùng trả lời: bao nhiêu cặp, còn bao nhiêu chưa xong, hạn gần nhất.
with ordered as (
    select
        case when school_code_l < school_code_r then school_code_l else school_code_r end as school_code,
        case when school_code_l < school_code_r then school_code_r else school_code_l end as other_school_code,
        pair_state,
        due_on
    from pair_state
)
select
    school_code,
    other_school_code,
    count(*) as pairs,
    sum(case when pair_state = 'mo' then 1 else 0 end) as unanswered,
    sum(case when pair_state = 'trai_nhau' then 1 else 0 end) as contradicted,
    sum(case when pair_state = 'cung_mot_em' then 1 else 0 end) as to_mend,
    sum(case when pair_state = 'hai_em' then 1 else 0 end) as told_apart,
    min(case when pair_state = 'hai_em' then null else due_on end) as due_on
from ordered
group by school_code, other_school_code
order by school_code, other_school_code
