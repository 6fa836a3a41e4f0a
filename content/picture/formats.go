package picture

import (
	"bytes"
	"strings"
)

// otherFormat identifies a file in a format that is not read by its first
// bytes, because file extensions are often wrong.
func otherFormat(data []byte) *Error {
	if len(data) == 0 {
		return damaged("empty file")
	}
	if bytes.HasPrefix(data, []byte("\x89PNG")) {
		return damaged("PNG signature") // line ends were converted in transfer
	}
	if name := formatName(data); name != "" {
		return &Error{Reason: "format", Format: name}
	}
	return &Error{Reason: "unknown"}
}

// signatures are compared in order.
var signatures = []struct {
	at          int
	bytes, name string
}{
	{0, "II+\x00", "BigTIFF"},
	{0, "MM\x00+", "BigTIFF"},
	{0, "II\xbc", "JPEG XR"},
	{0, "IIRO", "RAW"},
	{0, "FUJIFILMCCD-RAW", "RAW"},
	{0, "\x00\x00\x00\x0cjP  ", "JPEG 2000"},
	{0, "\xff\x4f\xff\x51", "JPEG 2000"},
	{0, "\x00\x00\x00\x0cJXL ", "JPEG XL"},
	{0, "\xff\x0a", "JPEG XL"},
	{0, "8BPS", "PSD"},
	{0, "%PDF-", "PDF"},
	{0, "%!PS", "EPS"},
	{0, "\xc5\xd0\xd3\xc6", "EPS"},
	{0, "\xd7\xcd\xc6\x9a", "WMF"},
	{40, " EMF", "EMF"},
	{0, "\x00\x00\x01\x00", "ICO"},
	{0, "{\\rtf", "RTF"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/WPS"}, // OLE: .doc, .wps, .ppt, .xls
	{0, "gimp xcf", "XCF"},
	{0, "AT&TFORM", "DjVu"},
	{0, "\x1f\x8b", "gzip"}, // .svgz, .emz
	{0, "Rar!", "RAR"},
	{0, "7z\xbc\xaf", "7-Zip"},
}

// brandName returns the name of the format of a brand of ISO base media files
// (ISO/IEC 14496-12); "" for others.
func brandName(brand string) string {
	switch brand {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
		return "HEIC"
	case "avif", "avis":
		return "AVIF"
	case "crx ":
		return "RAW"
	case "jxl ":
		return "JPEG XL"
	case "jp2 ":
		return "JPEG 2000"
	}
	return ""
}

func formatName(data []byte) string {
	head := string(data[:min(len(data), 4096)])
	switch {
	case strings.HasPrefix(head, "RIFF") && len(head) >= 12:
		if head[8:12] == "WEBP" {
			return "WebP"
		}
		return "RIFF"
	case len(head) >= 12 && head[4:8] == "ftyp":
		if name := brandName(head[8:12]); name != "" {
			// The content of a HEIF file is one of the compatible brands.
			if box := head[:min(len(head), 64)]; name == "HEIC" && strings.Contains(box, "avif") {
				return "AVIF"
			}
			return name
		}
		return "MP4"
	case strings.HasPrefix(head, "PK\x03\x04"):
		return zipName(head)
	}
	for _, s := range signatures {
		if len(head) >= s.at && strings.HasPrefix(head[s.at:], s.bytes) {
			return s.name
		}
	}
	text := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \t\r\n"))
	switch {
	case !strings.HasPrefix(text, "<"):
		return ""
	case strings.Contains(text, "<svg"):
		return "SVG"
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"):
		return "HTML" // a web page saved instead of the picture
	case strings.HasPrefix(text, "<?xml"):
		return "XML"
	}
	return ""
}

// zipName distinguishes office files from other ZIP archives by the names in
// them.
func zipName(head string) string {
	for _, n := range []struct{ part, name string }{
		{"word/", "Word"}, {"ppt/", "PowerPoint"}, {"xl/", "Excel"}, {"opendocument", "OpenDocument"},
	} {
		if strings.Contains(head, n.part) {
			return n.name
		}
	}
	if strings.Contains(head, "[Content_Types].xml") {
		return "Word"
	}
	return "ZIP"
}
