-- Mọi cặp nghi trùng: theo quy tắc chắc chắn trước, rồi các cặp so theo xác suất; mỗi cặp một dòng, kèm chỗ giống và khác.
-- Không phải cặp: cùng mã học sinh (chuyển trường), cùng số định danh đủ 12 chữ số (HB-ID-04 đã nêu),
-- hai số đủ 12 chữ số khác hẳn nhau mà cha mẹ khác, và anh chị em sinh đôi: cùng cha mẹ, cùng ngày sinh, khác tên
-- (tên chỉ khác dấu, khác chữ lót hay gần giống thì phải thêm: mỗi em một số riêng, đủ 12 chữ số).
with gathered as (
    select
        coalesce(p.row_id_l, e.row_id_l) as row_id_l,
        coalesce(p.row_id_r, e.row_id_r) as row_id_r,
        case when e.row_id_l is null then 'xac_suat' else 'quy_tac' end as found_by,
        p.score,
        coalesce(p.name, e.name) as name,
        coalesce(p.birth, e.birth) as birth,
        coalesce(p.sex, e.sex) as sex,
        coalesce(p.parents, e.parents) as parents,
        coalesce(p.number, e.number) as number,
        coalesce(p.history, 'khong_ro') as history
    from pair_exact e
    full join linked_pair p on p.row_id_l = e.row_id_l and p.row_id_r = e.row_id_r
)
select
    g.row_id_l,
    g.row_id_r,
    g.found_by,
    g.score,
    g.name,
    g.birth,
    g.sex,
    g.parents,
    g.number,
    g.history,
    case when l.row_key < r.row_key then l.row_key || '-' || r.row_key else r.row_key || '-' || l.row_key end
        as pair_key,
    case when l.row_key < r.row_key then l.row_print || '-' || r.row_print else r.row_print || '-' || l.row_print end
        as pair_print,
    l.school_code as school_code_l,
    r.school_code as school_code_r,
    case when l.as_of > r.as_of then l.as_of else r.as_of end as seen_on
from gathered g
join pupil_key l on l.row_id = g.row_id_l
join pupil_key r on r.row_id = g.row_id_r
where
    (l.pupil_code is null or r.pupil_code is null or l.pupil_code <> r.pupil_code)
    and not (g.number = 'trung' and l.is_sound = 1)
    and not (g.number = 'khac' and l.is_sound = 1 and r.is_sound = 1 and g.parents = 'khac')
    and not (
        g.birth = 'trung'
        and g.parents in ('ca_hai', 'me', 'cha', 'mot_ben', 'gan_giong')
        and (
            g.name = 'khac'
            or (
                g.number = 'khac'
                and l.is_sound = 1
                and r.is_sound = 1
                and (
                    g.name in ('khac_dau', 'khac_dem', 'ten_goi')
                    or (g.name = 'gan_giong' and l.given_key <> r.given_key)
                )
            )
        )
    )
order by g.row_id_l, g.row_id_r
