package manifest

import (
	"bytes"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// documentByExtension returns the kind of a document that is not a text file,
// such as a Word file, by its extension.
func documentByExtension(ext string) (diag.Term, bool) {
	switch ext {
	case ".docx", ".doc", ".docm", ".dot", ".dotx":
		return diag.Term{ZH: "Word 文档", EN: "a Word document"}, true
	case ".wps", ".wpt":
		return diag.Term{ZH: "WPS 文档", EN: "a WPS document"}, true
	case ".pdf":
		return diag.Term{ZH: "PDF", EN: "a PDF"}, true
	case ".ofd":
		return diag.Term{ZH: "OFD", EN: "an OFD"}, true
	case ".rtf":
		return diag.Term{ZH: "RTF 文档", EN: "an RTF document"}, true
	case ".odt":
		return diag.Term{ZH: "OpenDocument 文档", EN: "an OpenDocument text"}, true
	case ".xls", ".xlsx", ".et":
		return diag.Term{ZH: "电子表格", EN: "a spreadsheet"}, true
	case ".htm", ".html":
		return diag.Term{ZH: "网页", EN: "a web page"}, true
	}
	return diag.Term{}, false
}

// documentByMagic returns the kind of such a document by its first bytes.
func documentByMagic(raw []byte) (diag.Term, bool) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return diag.Term{ZH: "ZIP 格式的文档，如 Word、WPS", EN: "a document of Word or WPS (a ZIP file)"}, true
	case bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return diag.Term{ZH: "旧版 Word 或 WPS 文档", EN: "an old Word or WPS document"}, true
	case bytes.HasPrefix(raw, []byte("%PDF-")):
		return diag.Term{ZH: "PDF", EN: "a PDF"}, true
	case bytes.HasPrefix(raw, []byte(`{\rtf`)):
		return diag.Term{ZH: "RTF 文档", EN: "an RTF document"}, true
	}
	return webPage(raw)
}

var (
	htmlStart = pattern.New(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html[\s>])`)
	mhtmlLine = pattern.New(`(?im)^Content-Type:\s*(?:multipart/related|text/html)`)
	xmlStart  = pattern.New(`^<\?xml\s`)
)

// webPage recognizes web pages, single-file web pages (MHTML) and XML documents,
// in any encoding that has ASCII.
func webPage(raw []byte) (diag.Term, bool) {
	const most = 2000 // bytes that are examined
	b := raw[:min(len(raw), most)]
	if bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF")) {
		b = bytes.ReplaceAll(b[2:], []byte{0}, nil) // ASCII in UTF-16
	}
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(b) == 0 || b[0] != '<' && b[0] != 'M' {
		return diag.Term{}, false // most files
	}
	switch {
	case htmlStart().Match(b), bytes.HasPrefix(b, []byte("MIME-Version:")) && mhtmlLine().Match(b):
		return diag.Term{ZH: "网页", EN: "a web page"}, true
	case xmlStart().Match(b):
		return diag.Term{ZH: "XML 文档", EN: "an XML document"}, true
	}
	return diag.Term{}, false
}

// IsDocument reports whether the bytes of a file are those of a document of an
// office program, a PDF or an RTF file.
func IsDocument(raw []byte) bool {
	_, is := documentByMagic(raw)
	return is
}
