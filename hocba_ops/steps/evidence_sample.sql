-- Mẫu mới nhất của từng trường: rút bao nhiêu học bạ trong bao nhiêu học bạ trường nói đã ký, bao nhiêu lên tới mỗi bậc.
-- Một mẫu kiểm lại thì tính lần kiểm sau cùng; học bạ rút vào mẫu mà không thấy tệp vẫn là một học bạ đã rút.
with taken as (
    select v.school_code, v.sample_id, max(v.verified_at) as verified_at, max(v.as_of) as drawn_as_of
    from card_verdict v
    join unit_school u on u.school_code = v.school_code and u.is_counted = 1
    where v.selection = 'mau'
    group by v.school_code, v.sample_id
),
newest as (
    select
        t.*,
        row_number() over (
            partition by t.school_code order by t.drawn_as_of desc, t.verified_at desc, t.sample_id desc
        ) as place
    from taken t
),
drawn as (
    select
        v.school_code,
        v.card_id,
        max(v.drawn_from) as population,
        max(
            case
                when v.is_sealed then 5
                when v.is_rightful then 4
                when v.is_unchanged then 3
                when v.is_intact then 2
                when v.is_present then 1
                else 0
            end
        ) as rung
    from card_verdict v
    join newest n
        on n.school_code = v.school_code
        and n.sample_id = v.sample_id
        and n.verified_at = v.verified_at
        and n.place = 1
    where v.selection = 'mau'
    group by v.school_code, v.card_id
)
select
    school_code,
    max(population) as population,
    count(*) as drawn,
    sum(case when rung >= 1 then 1 else 0 end) as present,
    sum(case when rung >= 2 then 1 else 0 end) as intact,
    sum(case when rung >= 3 then 1 else 0 end) as unchanged,
    sum(case when rung >= 4 then 1 else 0 end) as rightful,
    sum(case when rung >= 5 then 1 else 0 end) as sealed
from drawn
group by school_code
order by school_code
