//! The structure of the data as an SDMX-ML 3.0 message: code lists, concepts, dataflow and
//! data structure definition.

use super::lists::{Code, List, lists};
use super::{COMPONENTS, Component, FLOW, Part, VERSION, agency};
use crate::granary::Granary;
use crate::model::{Lang, SourceId};
use crate::profile::Profile;
use chrono::{DateTime, SecondsFormat, Utc};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// The namespaces of SDMX-ML 3.0.
const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns:mes", "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"),
    ("xmlns:str", "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure"),
    ("xmlns:com", "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common"),
];
const CONCEPTS: &str = "CS_LUMBUNG";

/// What a file in [`Format::Sdmx`](crate::export::Format::Sdmx) is made of.
pub struct Structure<'a> {
    /// What is known at a version: every code in it is in the lists.
    pub granary: &'a Granary,
    /// The city.
    pub profile: &'a Profile,
    /// When the version was made.
    pub prepared: DateTime<Utc>,
    /// What sources are called.
    pub source_name: &'a dyn Fn(&SourceId, Lang) -> String,
}

impl Structure<'_> {
    /// Its media type.
    pub const MEDIA_TYPE: &'static str = "application/vnd.sdmx.structure+xml; version=3.0.0; charset=utf-8";

    /// Writes the message.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, to: impl Write) -> io::Result<()> {
        let mut xml = Message { to: Writer::new_with_indent(to, b' ', 1), agency: agency(self.profile) };
        xml.to.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.inside("mes:Structure", &NAMESPACES, |xml| {
            self.header(xml)?;
            xml.inside("mes:Structures", &[], |xml| {
                let lists = lists(self.granary, self.profile, self.source_name);
                xml.inside("str:Codelists", &[], |xml| lists.iter().try_for_each(|list| xml.list(list)))?;
                xml.inside("str:ConceptSchemes", &[], Message::concepts)?;
                xml.inside("str:Dataflows", &[], |xml| self.flow(xml))?;
                xml.inside("str:DataStructures", &[], |xml| self.definition(xml))
            })
        })?;
        xml.to.get_mut().flush()
    }

    fn header<W: Write>(&self, xml: &mut Message<W>) -> io::Result<()> {
        let sender = xml.agency.clone();
        xml.inside("mes:Header", &[], |xml| {
            xml.text("mes:ID", &[], &format!("V{}", self.granary.version()))?;
            xml.text("mes:Test", &[], "false")?;
            xml.text("mes:Prepared", &[], &self.prepared.to_rfc3339_opts(SecondsFormat::Secs, true))?;
            xml.inside("mes:Sender", &[("id", &sender)], |xml| xml.names(&self.profile.name, &self.profile.name))
        })
    }

    fn flow<W: Write>(&self, xml: &mut Message<W>) -> io::Result<()> {
        let structure = xml.urn("datastructure.DataStructure", FLOW);
        xml.artefact("str:Dataflow", "datastructure.Dataflow", FLOW, |xml| {
            self.names(xml)?;
            xml.text("str:Structure", &[], &structure)
        })
    }

    fn definition<W: Write>(&self, xml: &mut Message<W>) -> io::Result<()> {
        xml.artefact("str:DataStructure", "datastructure.DataStructure", FLOW, |xml| {
            self.names(xml)?;
            xml.inside("str:DataStructureComponents", &[], Message::components)
        })
    }

    fn names<W: Write>(&self, xml: &mut Message<W>) -> io::Result<()> {
        let city = &self.profile.name;
        xml.names(&format!("Harga pangan {city}"), &format!("Food prices of {city}"))
    }
}

/// A message while it is written.
struct Message<W: Write> {
    to: Writer<W>,
    agency: String,
}

impl<W: Write> Message<W> {
    /// An element with what is inside it.
    fn inside(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.to.write_event(Event::Start(start.borrow()))?;
        content(self)?;
        self.to.write_event(Event::End(start.to_end()))
    }

    /// An element with nothing inside it.
    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.to.create_element(name).with_attributes(attributes.iter().copied()).write_empty()?;
        Ok(())
    }

    /// An element with a text.
    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        // XML has no way to write these.
        let text = text.replace(char::is_control, " ");
        let attributes = attributes.iter().copied();
        self.to.create_element(name).with_attributes(attributes).write_text_content(BytesText::new(&text))?;
        Ok(())
    }

    fn names(&mut self, name: &str, name_en: &str) -> io::Result<()> {
        self.text("com:Name", &[("xml:lang", "id")], name)?;
        self.text("com:Name", &[("xml:lang", "en")], name_en)
    }

    fn urn(&self, class: &str, id: &str) -> String {
        format!("urn:sdmx:org.sdmx.infomodel.{class}={}:{id}({VERSION})", self.agency)
    }

    /// Something that is maintained and has a version.
    fn artefact(
        &mut self,
        name: &str,
        class: &str,
        id: &str,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let (urn, agency) = (self.urn(class, id), self.agency.clone());
        let attributes = [("id", id), ("agencyID", &agency), ("version", VERSION), ("urn", &urn)];
        self.inside(name, &attributes, content)
    }

    fn list(&mut self, list: &List) -> io::Result<()> {
        self.artefact("str:Codelist", "codelist.Codelist", list.id, |xml| {
            xml.names(list.name, list.name_en)?;
            list.codes.iter().try_for_each(|Code { id, name, name_en, parent }| {
                xml.inside("str:Code", &[("id", id)], |xml| {
                    xml.names(name, name_en)?;
                    parent.iter().try_for_each(|parent| xml.text("str:Parent", &[], parent))
                })
            })
        })
    }

    fn concepts(&mut self) -> io::Result<()> {
        self.artefact("str:ConceptScheme", "conceptscheme.ConceptScheme", CONCEPTS, |xml| {
            xml.names("Konsep", "Concepts")?;
            COMPONENTS.iter().try_for_each(|Component { id, name, name_en, .. }| {
                xml.inside("str:Concept", &[("id", id)], |xml| xml.names(name, name_en))
            })
        })
    }

    /// Dimensions, then attributes, then the measure.
    fn components(&mut self) -> io::Result<()> {
        let of = |parts: &[Part]| COMPONENTS.iter().filter(move |it| parts.contains(&it.part)).collect::<Vec<_>>();
        self.inside("str:DimensionList", &[("id", "DimensionDescriptor")], |xml| {
            of(&[Part::Dimension]).into_iter().zip(1..).try_for_each(|(component, position)| {
                xml.component("str:Dimension", component, &[("position", &position.to_string())])
            })?;
            of(&[Part::Time]).into_iter().try_for_each(|time| xml.component("str:TimeDimension", time, &[]))
        })?;
        self.inside("str:AttributeList", &[("id", "AttributeDescriptor")], |xml| {
            of(&[Part::OfSeries, Part::OfObservation]).into_iter().try_for_each(|attribute| {
                let usage = if attribute.id == "BASE_PER" { "optional" } else { "mandatory" };
                xml.component("str:Attribute", attribute, &[("usage", usage)])
            })
        })?;
        self.inside("str:MeasureList", &[("id", "MeasureDescriptor")], |xml| {
            // Where nothing was reported there is a row, but no value.
            let usage = [("usage", "optional")];
            of(&[Part::Measure]).into_iter().try_for_each(|measure| xml.component("str:Measure", measure, &usage))
        })
    }

    fn component(&mut self, name: &str, component: &Component, more: &[(&str, &str)]) -> io::Result<()> {
        let concept = format!("{}.{}", self.urn("conceptscheme.Concept", CONCEPTS), component.id);
        let attributes: Vec<(&str, &str)> = [("id", component.id)].into_iter().chain(more.iter().copied()).collect();
        self.inside(name, &attributes, |xml| {
            xml.text("str:ConceptIdentity", &[], &concept)?;
            xml.inside("str:LocalRepresentation", &[], |xml| match component.values {
                Ok(list) => {
                    let urn = xml.urn("codelist.Codelist", list);
                    xml.text("str:Enumeration", &[], &urn)
                }
                Err(kind) => xml.empty("str:TextFormat", &[("textType", kind)]),
            })?;
            match component.part {
                Part::OfSeries => xml.inside("str:AttributeRelationship", &[], |xml| {
                    let dimensions = COMPONENTS.iter().filter(|other| other.part == Part::Dimension);
                    dimensions.into_iter().try_for_each(|dimension| xml.text("str:Dimension", &[], dimension.id))
                }),
                Part::OfObservation => {
                    xml.inside("str:AttributeRelationship", &[], |xml| xml.empty("str:Observation", &[]))
                }
                Part::Dimension | Part::Time | Part::Measure => Ok(()),
            }
        })
    }
}
