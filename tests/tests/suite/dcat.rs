//! The DCAT catalogue: every address in it leads to what it says.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};

#[tokio::test(flavor = "multi_thread")]
async fn every_download_of_the_catalogue_is_there_in_its_format() {
    let home = HomeDir::new();
    let file = home.file("harga.csv", PihpsFile::default().weekdays("2023-01-02", &[30_000; 20]));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    let page = served.get("/data").await;
    assert!(page.body.contains("href=\"/data/catalog.jsonld\""), "{}", page.body);
    let head = page.body.split_once("</head>").unwrap().0;
    assert!(head.contains("rel=\"alternate\"") && head.contains("application/ld+json"), "{head}");

    let page = served.get("/data/catalog.jsonld").await;
    assert_eq!((page.status, page.header("content-type")), (200, "application/ld+json"));
    let catalog = page.json();
    let site = catalog["@id"].as_str().unwrap().strip_suffix("/data/catalog.jsonld").unwrap().to_owned();
    assert!(site.starts_with("http://127.0.0.1:"), "{site}");
    assert_eq!(
        (&catalog["@type"], &catalog["dct:publisher"]["foaf:name"]),
        (&"dcat:Catalog".into(), &"Kota Bandung".into())
    );
    let datasets = catalog["dcat:dataset"].as_array().unwrap();
    assert_eq!(datasets.len(), 2, "all prices, and those of shallots");
    for dataset in datasets {
        assert_eq!(dataset["dct:temporal"]["dcat:startDate"]["@value"], "2023-01-02");
        assert_eq!(dataset["dct:temporal"]["dcat:endDate"]["@value"], "2023-01-27");
        assert_eq!(dataset["dct:spatial"][0]["skos:prefLabel"]["@value"], "Kota Bandung");
        for distribution in dataset["dcat:distribution"].as_array().unwrap() {
            let address = distribution["dcat:downloadURL"]["@id"].as_str().unwrap().strip_prefix(&site).unwrap();
            let answer = served.request(reqwest::Method::GET, address).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 200, "{address}");
            let kind = answer.headers()["content-type"].to_str().unwrap();
            let media_type = distribution["dcat:mediaType"]["@id"].as_str();
            let told = media_type.map(|iri| iri.trim_start_matches("https://www.iana.org/assignments/media-types/"));
            let told = told.or(distribution["dct:format"]["rdfs:label"].as_str()).unwrap();
            assert!(kind.starts_with(told), "{address}: {kind} is not {told}");
        }
        let landing = dataset["dcat:landingPage"]["@id"].as_str().unwrap().strip_prefix(&site).unwrap();
        assert_eq!(served.get(landing).await.status, 200, "{landing}");
    }
    let again = served.request(reqwest::Method::GET, "/data/catalog.jsonld");
    assert_eq!(served.send(again.header("if-none-match", page.header("etag").to_owned())).await.status, 304);
}
