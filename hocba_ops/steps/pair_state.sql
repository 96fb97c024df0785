-- Mỗi cặp có ít nhất một trường của đơn vị: hai trường trả lời thế nào (câu mới nhất, còn đúng với dữ liệu đang xét), hạn tới ngày nào.
-- pair_state: mo (chưa đủ hai câu trả lời), hai_em, cung_mot_em (đã rõ, chờ sửa), trai_nhau (hai trường nói khác nhau).
with told as (
    select
        d.*,
        row_number() over (
            partition by d.school_code, d.pair_key
            order by d.decided_on desc, d.as_of desc, d.source_file, d.sheet, d.row_number desc
        ) as place
    from pair_decision d
    where d.decided_on is null or d.decided_on <= $as_of
),
owned as (
    select school_code
    from unit_school
    where is_counted = 1
),
answered as (
    select
        f.*,
        l.decision as said_l,
        r.decision as said_r,
        w.due_on,
        case when ol.school_code is null then 0 else 1 end as is_own_l,
        case when rw.school_code is null then 0 else 1 end as is_own_r
    from pair_found f
    left join told l
        on l.pair_key = f.pair_key and l.fingerprint = f.pair_print and l.school_code = f.school_code_l and l.place = 1
    left join told r
        on r.pair_key = f.pair_key and r.fingerprint = f.pair_print and r.school_code = f.school_code_r and r.place = 1
    left join owned ol on ol.school_code = f.school_code_l
    left join owned rw on rw.school_code = f.school_code_r
    left join settle_due w on w.seen_on = f.seen_on
)
select
    a.*,
    case
        when said_l = 'hai_em' and said_r = 'hai_em' then 'hai_em'
        when said_l = 'cung_mot_em' and said_r = 'cung_mot_em' then 'cung_mot_em'
        when said_l in ('hai_em', 'cung_mot_em') and said_r in ('hai_em', 'cung_mot_em') then 'trai_nhau'
        else 'mo'
    end as pair_state,
    row_number() over (order by school_code_l, school_code_r, row_id_l, row_id_r) as pair_number
from answered a
where is_own_l = 1 or is_own_r = 1
order by row_id_l, row_id_r
