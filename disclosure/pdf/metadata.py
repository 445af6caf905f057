"""What the file says of itself: PDF/A-3a (to keep) and PDF/UA-1 (to be read aloud) at once."""

from weasyprint.pdf.metadata import DocumentMetadata

# PDF/A accepts a property it does not know only where its schema is described in the same RDF (ISO 19005-3,
# 6.6.2.3).
_UNIVERSAL_ACCESS = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END = b"</rdf:RDF>"

VARIANT = "pdf/a-3a"


class ArchivalMetadata(DocumentMetadata):  # type: ignore[misc]  # WeasyPrint is not typed
    """WeasyPrint's metadata, which name PDF/A, with PDF/UA named beside it."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str | None) -> bytes:
        """The RDF of the file."""
        rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
        return rdf.replace(_END, _UNIVERSAL_ACCESS + _END)
