"""Words that mean the same to readers of this museum: a shopkeeper's list, Korean beside English."""

from search.models import Synonym

# Each word finds what the others find.
SAME = (
    "soap, 비누",
    "shampoo, hair bar, 샴푸, 샴푸바",
    "salt, 소금",
    "water, 물",
    "filter, water filter, 정수, 필터, 정수기",
    "jug, pitcher, 주전자",
    "mug, cup, 머그, 머그컵, 컵",
    "bottle, flask, tumbler, 물병, 텀블러",
    "bowl, 대접, 그릇",
    "plate, 접시",
    "spoon, chopsticks, cutlery, 수저, 숟가락, 젓가락",
    "toothbrush, 칫솔",
    "toothpaste, tooth tablets, 치약",
    "sponge, loofah, 수세미",
    "dish soap, washing-up liquid, detergent, 주방세제, 세제",
    "bag, tote, backpack, 가방, 토트백, 배낭",
    "rucksack, backpack, 배낭",
    "tote bag, tote, shopper, 에코백, 토트백",
    "wallet, purse, 지갑",
    "bracelet, jewellery, 팔찌",
    "basket, 바구니",
    "apron, 앞치마",
    "jam, marmalade, preserve, 잼",
    "crackers, biscuits, 크래커",
    "granola, muesli, cereal, 그래놀라",
    "chocolate, 초콜릿",
    "coffee, 커피",
    "tea, 차",
    "honey, 꿀",
    "bread, loaf, 빵",
    "apple, 사과",
    "tangerine, mandarin, 귤",
    "persimmon, 감",
    "pickles, 장아찌",
    "socks, 양말",
    "scarf, muffler, 목도리",
    "hat, beanie, cap, 모자",
    "blanket, throw, 담요",
    "cushion, pillow, 쿠션, 방석",
    "t-shirt, tee, 티셔츠",
    "shirt, 셔츠",
    "coat, raincoat, 코트, 우비",
    "sweater, jumper, pullover, 스웨터",
    "wool, yarn, 양털, 양모",
    "knitting, knitters, knit, 뜨개질",
    "doll, soft toy, 인형",
    "toys, toy, blocks, 장난감, 블록",
    "lamp, light, 스탠드, 조명",
    "candles, 초, 양초",
    "notebook, 공책, 노트",
    "pencils, 연필",
    "poster, print, 포스터",
    "calendar, 달력",
    "book, 책",
    "letters, letter, 편지",
    "plant pot, flower pot, 화분",
    "seeds, seed, 씨앗",
    "compost, 퇴비",
    "pottery, ceramics, stoneware, earthenware, 도자기",
    "wood, woodworkers, 나무, 목공",
    "letterpress, printing, 인쇄",
    "fishing net, net, 그물, 어망",
    "sea, ocean, 바다",
    "plastic, 플라스틱",
    "bees, bee, 벌, 꿀벌",
    "soil, earth, 흙",
    "clothes, fashion, garments, 옷, 의류",
    "wage, pay, 임금",
    "deaf, hearing impaired, hard of hearing, 청각장애",
    "sign language, 수어, 한국수어",
    "disability, disabled, 장애",
    "old, elderly, seniors, ageing, 노인, 어르신",
    "mending, repair, mend, sewing, 수선",
    "refill, 리필",
    "second table, 세컨드 테이블",
    "slow press, 슬로우 프레스, 슬로우프레스",
    "low tide, 로타이드",
    "long thread, 롱스레드",
    "last loaf, 라스트 로프",
    "half acre, 하프에이커",
    "still wood, 스틸우드",
    "noon window, 눈윈도우",
    "net & knot, 넷앤놋",
    "again wool, 어게인울",
)

# The first find what the second find, and not the other way round.
ALSO = (
    ("rubbish, garbage, trash, litter, waste, 쓰레기", "thrown away, plastic, left over"),
    ("loneliness, lonely, 외로움", "alone"),
    ("upcycling, recycled, recycling, 재활용, 업사이클링", "fishing net, regenerated, returnable"),
    ("zero waste, plastic free, 제로웨이스트", "without plastic, returnable, refill"),
    ("bathroom, 욕실", "soap, shampoo, toothbrush, bath"),
    ("kitchen, 주방, 부엌", "dish, plate, bowl, mug"),
    ("gardener, gardening, garden, 정원", "seed, compost, plant pot"),
    ("child, children, kids, baby, 아이, 어린이", "toys, doll, blocks"),
    ("sewing kit, mending kit, 반짇고리", "mending tin"),
    ("fast fashion, 패스트패션", "clothes that do not last, t-shirt, mended"),
    ("vegan, plant-based, 비건", "coconut, olive oil"),
    ("stationery, 문구", "notebook, pencils, letter set, calendar"),
)


LINES = [(words, "") for words in SAME] + list(ALSO)


def write_down_words() -> None:
    """What an editor has written already stays."""
    known = set(Synonym.objects.values_list("words", flat=True))
    for words, finds in LINES:
        if words not in known:
            Synonym.objects.create(words=words, finds=finds)


def take_words_back() -> None:
    """Those that nobody has changed since."""
    for words, finds in LINES:
        Synonym.objects.filter(words=words, finds=finds).delete()
