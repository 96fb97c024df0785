-- Học sinh chưa có số định danh đúng dạng, theo trường và theo lý do ghi trong danh sách;
-- không ghi lý do mà quốc tịch là nước ngoài thì quốc tịch là lý do.
with without_number as (
    select
        school_code,
        case
            when person_id is not null then 'sai_dang'
            when no_number_reason is null and is_foreign = 1 then 'nuoc_ngoai'
            when no_number_reason is null then 'khong_ghi'
            else coalesce(reason_code, 'khac')
        end as number_state
    from identity_review
    where is_known_school = 1 and (person_id is null or is_number_shape = 0)
)
select school_code, number_state, count(*) as pupils
from without_number
group by school_code, number_state
order by school_code, number_state
