//! SDMX: the files and their structure, and what another program makes of both.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung, python};

/// Two commodities at two markets over four weeks; one market is silent on a day.
fn home() -> HomeDir {
    let home = HomeDir::new();
    let shallots = PihpsFile::default().weekdays("2023-01-02", &[30_000; 20]);
    let chillies = PihpsFile::of("Cabai Rawit Merah").at("02/01/2023", "Pasar Kosambi", "50000").at(
        "02/01/2023",
        "Pasar Kiara Condong",
        "-",
    );
    for (name, file) in [("bawang.csv", shallots), ("cabai.csv", chillies)] {
        let file = home.file(name, file);
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    home
}

const ADDRESSES: [&str; 5] = [
    "/api/v1/prices.csv?variant=sdmx",
    "/api/v1/series/bawang-merah/3273.csv?variant=sdmx",
    "/api/v1/series/bawang-merah/3273/kosambi.csv?variant=sdmx",
    "/api/v1/series/bawang-merah/3273.csv?variant=sdmx&frequency=weekly&units=index",
    "/api/v1/series/bawang-merah/3273.csv?variant=sdmx&frequency=monthly&aggregation=last&units=percent",
];

#[tokio::test(flavor = "multi_thread")]
async fn series_and_prices_come_as_sdmx_csv_that_leads_to_its_structure() {
    let home = home();
    let served = Served::start(&home).await;
    for address in ADDRESSES {
        let page = served.get(address).await;
        assert_eq!(page.status, 200, "{address}: {}", page.body);
        assert_eq!(page.header("content-type"), "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8");
        assert_eq!(page.header("link"), "</api/v1/sdmx/structure.xml>; rel=\"describedby\"");
        assert!(
            page.header("content-disposition").contains("_v3.sdmx.csv\""),
            "{}",
            page.header("content-disposition")
        );
        assert!(
            page.body.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,COMMODITY,MARKET,"),
            "{}",
            page.body
        );
    }
    let prices = served.get(ADDRESSES[0]).await.body;
    assert_eq!(prices.lines().count(), 1 + 40 + 2);
    let exported = home.path().with_file_name("harga.sdmx.csv");
    let args = ["export", "--format", "sdmx", "--out", exported.to_str().unwrap()];
    assert_eq!(lumbung(&home, &args).code, 0);
    assert_eq!(std::fs::read_to_string(exported).unwrap(), prices, "the command line writes the same file");
    let wrong = served.get("/api/v1/prices.json?variant=sdmx").await;
    assert_eq!(wrong.status, 409, "{}", wrong.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_structure_names_areas_markets_and_commodities_as_of_a_version() {
    let home = home();
    let served = Served::start(&home).await;
    let page = served.get("/api/v1/sdmx/structure.xml").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("application/vnd.sdmx.structure+xml; version=3.0.0"));
    for word in [
        "<com:Name xml:lang=\"id\">Kota Bandung</com:Name>",
        "id=\"3273_kosambi\"",
        "id=\"IDR_LITER\"",
        "CL_OBS_STATUS",
    ] {
        assert!(page.body.contains(word), "{word} is missing");
    }
    let again = served.request(reqwest::Method::GET, "/api/v1/sdmx/structure.xml");
    let again = again.header("if-none-match", page.header("etag").to_owned());
    assert_eq!(served.send(again).await.status, 304);
    let first = served.get("/api/v1/sdmx/structure.xml?as_of=2").await;
    assert!(first.status == 200 && first.body.contains("<mes:ID>V2</mes:ID>"));
    assert_eq!(served.get("/api/v1/sdmx/structure.xml?as_of=99").await.status, 404);
}

/// Reads a structure and the files after it, and holds every code against its list.
const READ: &str = r#"
import sys, sdmx
message = sdmx.read_sdmx(sys.argv[1])
(flow,) = message.dataflow.values()
lists = {c.id: {code for code in c.local_representation.enumerated.items} for c in
         [*flow.structure.dimensions, *flow.structure.attributes]
         if c.local_representation is not None and c.local_representation.enumerated is not None}
assert len(lists) == 10, sorted(lists)
assert message.codelist["CL_AREA"]["3273"].parent.id == "32"
for name in sys.argv[2:]:
    data = sdmx.read_sdmx(name, structure=flow)
    (rows,) = data.data
    keys = set()
    for row in rows.obs:
        values = {id: value.value for id, value in [*row.dimension.values.items(), *row.attached_attribute.items()]}
        keys.add(tuple(value.value for value in row.dimension.values.values()))
        for id, codes in lists.items():
            assert values[id] in codes, (name, id, values[id])
    assert len(keys) == len(rows.obs), (name, "a key stands twice")
    print(len(rows.obs), sum(float(row.value or 0) for row in rows.obs))
"#;

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with sdmx1")]
async fn sdmx1_reads_the_structure_and_finds_every_code_in_its_list() {
    let home = home();
    let served = Served::start(&home).await;
    let mut files = vec![home.file("structure.xml", served.get("/api/v1/sdmx/structure.xml").await.body)];
    for (at, address) in ADDRESSES.into_iter().enumerate() {
        files.push(home.file(&format!("{at}.csv"), served.get(address).await.body));
    }
    let run = move || python().args(["-c", READ]).args(files).output().unwrap();
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    let read = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let rows: Vec<&str> = read.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(rows, ["42", "20", "20", "4", "1"], "{errors}");
    assert!(read.contains("20 600000.0\n4 400.0\n"), "prices and index are numbers: {read}");
}
