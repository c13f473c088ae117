"""The provinces."""

from coopscore.language import Text
from coopscore.vocabulary.codes import Codes

# ISO 3166-2:IR as recoded on 2020-11-24; text, so that "00" survives.
PROVINCE: Codes = {
    "00": Text(en="Markazi", fa="مرکزی"),
    "01": Text(en="Gilan", fa="گیلان"),
    "02": Text(en="Mazandaran", fa="مازندران"),
    "03": Text(en="East Azerbaijan", fa="آذربایجان شرقی"),
    "04": Text(en="West Azerbaijan", fa="آذربایجان غربی"),
    "05": Text(en="Kermanshah", fa="کرمانشاه"),
    "06": Text(en="Khuzestan", fa="خوزستان"),
    "07": Text(en="Fars", fa="فارس"),
    "08": Text(en="Kerman", fa="کرمان"),
    "09": Text(en="Razavi Khorasan", fa="خراسان رضوی"),
    "10": Text(en="Isfahan", fa="اصفهان"),
    "11": Text(en="Sistan and Baluchestan", fa="سیستان و بلوچستان"),
    "12": Text(en="Kurdistan", fa="کردستان"),
    "13": Text(en="Hamadan", fa="همدان"),
    "14": Text(en="Chaharmahal and Bakhtiari", fa="چهارمحال و بختیاری"),
    "15": Text(en="Lorestan", fa="لرستان"),
    "16": Text(en="Ilam", fa="ایلام"),
    "17": Text(en="Kohgiluyeh and Boyer-Ahmad", fa="کهگیلویه و بویراحمد"),
    "18": Text(en="Bushehr", fa="بوشهر"),
    "19": Text(en="Zanjan", fa="زنجان"),
    "20": Text(en="Semnan", fa="سمنان"),
    "21": Text(en="Yazd", fa="یزد"),
    "22": Text(en="Hormozgan", fa="هرمزگان"),
    "23": Text(en="Tehran", fa="تهران"),
    "24": Text(en="Ardabil", fa="اردبیل"),
    "25": Text(en="Qom", fa="قم"),
    "26": Text(en="Qazvin", fa="قزوین"),
    "27": Text(en="Golestan", fa="گلستان"),
    "28": Text(en="North Khorasan", fa="خراسان شمالی"),
    "29": Text(en="South Khorasan", fa="خراسان جنوبی"),
    "30": Text(en="Alborz", fa="البرز"),
}
