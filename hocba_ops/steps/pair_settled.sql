-- Cặp nghi trùng đã được cả hai trường trả lời như nhau trên số cặp: theo từng trường, và cho cả đơn vị (mỗi cặp đếm một lần).
with side as (
    select school_code_l as school_code, pair_key, pair_state
    from pair_state
    where is_own_l = 1
    union
    select school_code_r as school_code, pair_key, pair_state
    from pair_state
    where is_own_r = 1
    union
    select $unit as school_code, pair_key, pair_state
    from pair_state
)
select
    school_code,
    count(*) as denominator,
    sum(case when pair_state in ('hai_em', 'cung_mot_em') then 1 else 0 end) as numerator
from side
group by school_code
order by school_code
