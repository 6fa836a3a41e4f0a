package opc

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// Kind is what a file is, judged by its content.
type Kind uint8

// The kinds.
const (
	Other         Kind = iota // something else, or text
	Empty                     // no bytes at all
	Word                      // a document of Office Open XML: .docx, .docm, .dotx, .dotm
	Excel                     // .xlsx and its like
	PowerPoint                // .pptx and its like
	EncryptedFile             // a document of Office Open XML that a password protects
	Word97                    // .doc of Word, and .wps of WPS, which is the same
	OldOffice                 // a file of the same container: .xls, .ppt, .wps of Microsoft Works
	RTF
	OpenDocument // .odt and its like
	FlatOPC      // a package as one file of XML: "Word XML document"
	Word2003XML
	UOF     // 标文通
	OFD     // 版式文档, also a zip archive
	WebPage // HTML or a web archive (MHTML)
	PDF
	Zip       // another zip archive
	BrokenZip // the beginning of a zip archive
)

// KindOf tells what the bytes of a file are.
func KindOf(data []byte) Kind {
	head := data[:min(len(data), 4096)]
	switch {
	case len(data) == 0:
		return Empty
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return kindOfZip(data)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return kindOfCompound(data)
	case bytes.HasPrefix(head, []byte(`{\rt`)):
		return RTF
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF
	}
	return kindOfText(head)
}

func kindOfText(head []byte) Kind {
	text := string(bytes.ToLower(bytes.ReplaceAll(head, []byte{0}, nil)))
	for _, mark := range []string{"\xEF\xBB\xBF", "\xFE\xFF", "\xFF\xFE"} {
		text = strings.TrimPrefix(text, mark)
	}
	text = strings.TrimLeft(text, " \r\n\t")
	has := func(s string) bool { return strings.Contains(text, s) }
	switch {
	case strings.HasPrefix(text, "mime-version:"), has("content-type: multipart/related"):
		return WebPage
	case !strings.HasPrefix(text, "<"):
		return Other
	case has("schemas.microsoft.com/office/2006/xmlpackage"):
		return FlatOPC
	case has("schemas.microsoft.com/office/word/2003/wordml"):
		return Word2003XML
	case has("<uof:"), has("uof/cn"), has("schemas.uof.org"):
		return UOF
	case has("<html"), has("<!doctype html"):
		return WebPage
	}
	return Other
}

// kindOfCompound tells OLE compound files apart by the names of their streams, which
// are in UTF-16.
func kindOfCompound(data []byte) Kind {
	has := func(stream string) bool {
		name := make([]byte, 0, 2*len(stream))
		for i := range len(stream) {
			name = append(name, stream[i], 0)
		}
		return bytes.Contains(data, name)
	}
	switch {
	case has("EncryptedPackage"):
		return EncryptedFile
	case has("WordDocument"):
		return Word97
	}
	return OldOffice
}

func kindOfZip(data []byte) Kind {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxHeaders {
		return Zip
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && r == nil {
		return BrokenZip
	}
	for _, f := range r.File {
		switch k := key(f.Name); {
		case k == "mimetype":
			if mime := firstBytes(f); strings.Contains(mime, "opendocument") {
				return OpenDocument
			} else if strings.Contains(mime, "uof") {
				return UOF
			}
		case k == "ofd.xml":
			return OFD
		case k == "uof.xml":
			return UOF
		case k == key(typesPart):
			return kindOfPackage(data)
		}
	}
	return Zip
}

func firstBytes(f *zip.File) string {
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return ""
	}
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b := make([]byte, 200)
	n, _ := io.ReadFull(r, b)
	return string(b[:n])
}

// kindOfPackage tells the packages apart by the type of their main part.
func kindOfPackage(data []byte) Kind {
	p, err := Open(data)
	if err != nil {
		return Word // its own error says more
	}
	kind := p.Type(p.Main())
	switch {
	case strings.Contains(kind, "spreadsheetml"), strings.Contains(kind, "ms-excel"):
		return Excel
	case strings.Contains(kind, "presentationml"), strings.Contains(kind, "ms-powerpoint"):
		return PowerPoint
	}
	return Word
}
