"""Where a parcel can be followed. The addresses are the carriers' own public pages."""

from urllib.parse import quote

# By the carrier's name in small letters without spaces.
PAGES = {
    "cjlogistics": "https://trace.cjlogistics.com/next/tracking.html?wblNo={number}",
    "cj대한통운": "https://trace.cjlogistics.com/next/tracking.html?wblNo={number}",
    "koreapost": "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1={number}",
    "우체국택배": "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1={number}",
    "hanjin": "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&wblnumText2={number}",
    "한진택배": "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&wblnumText2={number}",
    "lotte": "https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo={number}",
    "롯데택배": "https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo={number}",
    "logen": "https://www.ilogen.com/web/personal/trace/{number}",
    "로젠택배": "https://www.ilogen.com/web/personal/trace/{number}",
    "ems": "https://service.epost.go.kr/trace.RetrieveEmsRigiTraceList.comm?POST_CODE={number}",
    "dhl": "https://www.dhl.com/en/express/tracking.html?AWB={number}",
    "fedex": "https://www.fedex.com/fedextrack/?trknbr={number}",
    "ups": "https://www.ups.com/track?tracknum={number}",
}
NAMES = ("CJ Logistics", "Korea Post", "Hanjin", "Lotte", "Logen", "EMS", "DHL", "FedEx", "UPS")


def tracking_link(*, carrier: str, tracking_number: str) -> str:
    """The carrier's page for a parcel; empty for a carrier that is not known here or without a number."""
    page = PAGES.get("".join(carrier.lower().split()), "")
    return page.format(number=quote(tracking_number.strip(), safe="")) if tracking_number.strip() else ""
