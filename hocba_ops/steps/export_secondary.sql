-- Phần riêng của cấp THCS, THPT: học tập, rèn luyện từng kỳ; số buổi nghỉ 0 thì để trống vì trường ấy nhận từ 1.
-- Mức ghi T, K, Đ, CĐ. Được lên lớp: lấy kết quả sau hè nếu có.
with told as (
    select
        school_code,
        pupil_code,
        max(case when term = 'hk1' then learning end) as learning_1,
        max(case when term = 'hk2' then learning end) as learning_2,
        max(case when term = 'ca_nam' then learning end) as learning_year,
        max(case when term = 'sau_he' then learning end) as learning_after,
        max(case when term = 'hk1' then conduct end) as conduct_1,
        max(case when term = 'hk2' then conduct end) as conduct_2,
        max(case when term = 'ca_nam' then conduct end) as conduct_year,
        max(case when term = 'sau_he' then conduct end) as conduct_after,
        max(case when term = 'ca_nam' then absences end) as absences,
        max(case when term = 'ca_nam' and is_promoted then 1 when term = 'ca_nam' and is_promoted is not null then 0 end)
            as promoted_year,
        max(case when term = 'sau_he' and is_promoted then 1 when term = 'sau_he' and is_promoted is not null then 0 end)
            as promoted_after
    from secondary_result
    group by school_code, pupil_code
)
select
    f.*,
    cast(coalesce(t.promoted_after, t.promoted_year) as text) as duoclenlop,
    l1.wire as hocky1,
    l2.wire as hocky2,
    l3.wire as canam,
    case when t.absences > 0 then cast(t.absences as text) end as sobuoinghi,
    case when t.absences > 0 then t.absences end as absences,
    c1.wire as renluyenhocky1,
    c2.wire as renluyenhocky2,
    c3.wire as renluyencanam,
    c4.wire as renluyenlai,
    l4.wire as kqhoctaplai
from export_card c
join export_person f on f.school_code = c.school_code and f.card_id = c.card_id
left join told t on t.school_code = c.school_code and t.pupil_code = c.pupil_code
left join exchange_level l1 on l1.level = t.learning_1
left join exchange_level l2 on l2.level = t.learning_2
left join exchange_level l3 on l3.level = t.learning_year
left join exchange_level l4 on l4.level = t.learning_after
left join exchange_level c1 on c1.level = t.conduct_1
left join exchange_level c2 on c2.level = t.conduct_2
left join exchange_level c3 on c3.level = t.conduct_year
left join exchange_level c4 on c4.level = t.conduct_after
where c.grade > $last_grade
order by c.school_code, c.card_id
