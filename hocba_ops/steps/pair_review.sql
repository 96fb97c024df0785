-- Mỗi dòng danh sách của đơn vị nằm trong một cặp nghi trùng chưa xong: dòng ở đâu, trường nào cùng phải trả lời, hạn ngày nào.
with side as (
    select s.*, row_id_l as row_id, row_id_r as other_row_id, said_l as said, said_r as other_said, is_own_l as is_own
    from pair_state s
    union all
    select s.*, row_id_r as row_id, row_id_l as other_row_id, said_r as said, said_l as other_said, is_own_r as is_own
    from pair_state s
)
select
    case s.pair_state when 'cung_mot_em' then 'HB-CN-02' when 'trai_nhau' then 'HB-CN-03' else 'HB-CN-01' end as code,
    k.school_code,
    o.school_code as other_school_code,
    s.due_on,
    s.pair_key,
    s.pair_print,
    s.pair_number,
    s.found_by,
    s.score,
    s.name,
    s.birth,
    s.sex,
    s.parents,
    s.number,
    s.history,
    case when k.school_code = o.school_code then 'cung_truong' else 'hai_truong' end as schools,
    case
        when s.pair_state <> 'mo' then 'khong_ro'
        when s.said in ('hai_em', 'cung_mot_em') then 'truong_nay'
        when s.other_said in ('hai_em', 'cung_mot_em') then 'truong_kia'
        else 'khong_ro'
    end as answered,
    p.pupil_code,
    p.full_name,
    p.source_file,
    p.sheet,
    p.row_number
from side s
join pupil_key k on k.row_id = s.row_id
join pupil_key o on o.row_id = s.other_row_id
join pupil p
    on p.batch_id = k.batch_id
    and p.source_file = k.source_file
    and p.sheet is not distinct from k.sheet
    and p.row_number is not distinct from k.row_number
where s.is_own = 1 and s.pair_state <> 'hai_em'
order by k.school_code, p.source_file, p.sheet, p.row_number, s.pair_number
