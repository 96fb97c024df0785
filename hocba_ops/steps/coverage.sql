-- Học bạ đã tạo, đã ký, đã đóng dấu, đã ban hành, đã tới Sở trên tổng số học sinh phải có học bạ, theo trường và khối.
-- Mẫu số (expected): học sinh đang học, trừ diện được loại. Tử số chỉ đếm phiên bản đang dùng.
-- Đúng hạn: ngày của chữ ký sau cùng (ngày ban hành) không muộn hơn ngày cuối của kế hoạch cho khối đó.
with counted as (
    select
        s.*,
        case when s.exclusion is null then 1 else 0 end as is_expected,
        case when s.exclusion is null then s.has_card else 0 end as is_counted,
        d.sign_by
    from coverage_state s
    left join grade_deadline d on d.grade = s.grade
)
select
    school_code,
    grade,
    sum(is_expected) as expected,
    sum(is_counted * coalesce(is_created, 0)) as created,
    sum(is_counted * coalesce(has_homeroom, 0)) as signed_homeroom,
    sum(is_counted * coalesce(has_head, 0)) as signed_head,
    sum(is_counted * coalesce(is_signed, 0)) as signed,
    sum(case when is_counted = 1 and is_signed = 1 and signed_on <= sign_by then 1 else 0 end) as signed_on_time,
    sum(case when is_counted = 1 and is_signed = 1 and signed_on > sign_by then 1 else 0 end) as signed_late,
    sum(is_counted * coalesce(is_sealed, 0)) as sealed,
    sum(is_counted * coalesce(is_issued, 0)) as issued,
    sum(case when is_counted = 1 and is_issued = 1 and issued_on <= sign_by then 1 else 0 end) as issued_on_time,
    sum(case when is_counted = 1 and is_issued = 1 and issued_on > sign_by then 1 else 0 end) as issued_late,
    sum(is_counted * coalesce(is_sent, 0)) as sent,
    sum(is_counted * coalesce(is_received, 0)) as received,
    max(case when is_counted = 1 and is_created = 1 then created_on end) as created_latest,
    max(case when is_counted = 1 and is_signed = 1 then signed_on end) as signed_latest,
    max(case when is_counted = 1 and is_issued = 1 then issued_on end) as issued_latest,
    max(case when is_counted = 1 and is_received = 1 then received_on end) as received_latest,
    sum(case when exclusion = 'ngoai_pham_vi' then 1 else 0 end) as ngoai_pham_vi,
    sum(case when exclusion = 'chuyen_di' then 1 else 0 end) as chuyen_di,
    sum(case when exclusion = 'thoi_hoc' then 1 else 0 end) as thoi_hoc,
    sum(case when exclusion = 'trung_dong' then 1 else 0 end) as trung_dong,
    sum(case when exclusion = 'hoc_ba_giay' then 1 else 0 end) as hoc_ba_giay
from counted
group by school_code, grade
order by school_code, grade
