-- Mỗi cách viết gặp trong danh sách học sinh, và hai khóa để so: giữ dấu (danh mục), bỏ dấu (địa danh, tên trường).
-- Nghĩa của hai khóa: text.catalogue_key, text.place_key. Chữ đã ở dạng dựng sẵn (NFC) từ lúc đọc tệp.
with said as (
    select nationality as said from pupil
    union
    select ethnicity from pupil
    union
    select no_number_reason from pupil
    union
    select province_text from pupil
    union
    select district_text from pupil
    union
    select commune_text from pupil
    union
    select other_school from pupil
    union
    select name from school
),
without_signs as (
    select said, translate(lower(said), '.,-–—()/''’', '        ') as low
    from said
    where said is not null
),
spaced as (
    select
        said,
        trim(replace(replace(replace(low, '  ', ' '), '  ', ' '), '  ', ' ')) as catalogue_key
    from without_signs
)
select
    said,
    catalogue_key,
    translate(
        catalogue_key,
        'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ',
        'aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd'
    ) as place_key
from spaced
order by said
