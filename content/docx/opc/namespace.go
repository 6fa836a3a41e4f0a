package opc

import "strings"

// prefixOf returns the prefix that names of a namespace have in a tree, whatever prefix
// the file uses for it. Transitional and Strict files have the same ones. A namespace
// without one here is written in braces: "{urn:x}a".
func prefixOf(uri string) string {
	if rest, ok := strings.CutPrefix(uri, "http://purl.oclc.org/ooxml/"); ok {
		if p := officePrefix(rest); p != "" {
			return p
		}
	}
	if rest, ok := strings.CutPrefix(uri, "http://schemas.openxmlformats.org/"); ok {
		if p := officePrefix(strings.Replace(rest+"/", "/2006/", "/", 1)); p != "" {
			return p
		}
	}
	if rest, ok := strings.CutPrefix(uri, "http://schemas.microsoft.com/office/"); ok {
		if p := microsoftPrefix(rest); p != "" {
			return p
		}
	}
	switch uri {
	case "":
		return ""
	case "http://www.w3.org/XML/1998/namespace":
		return "xml:"
	case "urn:schemas-microsoft-com:vml":
		return "v:"
	case "urn:schemas-microsoft-com:office:office":
		return "o:"
	case "urn:schemas-microsoft-com:office:word":
		return "w10:"
	case "urn:schemas-microsoft-com:office:excel":
		return "xvml:"
	case "http://purl.org/dc/elements/1.1/":
		return "dc:"
	case "http://purl.org/dc/terms/":
		return "dcterms:"
	case "http://www.wps.cn/officeDocument/2013/wpsCustomData":
		return "kso:"
	}
	return "{" + uri + "}"
}

// officePrefix returns the prefix of a namespace of ECMA-376, named without its year.
func officePrefix(rest string) string {
	switch strings.TrimSuffix(rest, "/") {
	case "wordprocessingml/main":
		return "w:"
	case "spreadsheetml/main":
		return "s:"
	case "presentationml/main":
		return "p:"
	case "officeDocument/relationships":
		return "r:"
	case "officeDocument/math":
		return "m:"
	case "officeDocument/extended-properties", "officeDocument/extendedProperties":
		return "ep:"
	case "officeDocument/custom-properties", "officeDocument/customProperties":
		return "op:"
	case "officeDocument/docPropsVTypes":
		return "vt:"
	case "officeDocument/customXml":
		return "ds:"
	case "officeDocument/bibliography":
		return "b:"
	case "schemaLibrary/main":
		return "sl:"
	case "drawingml/main":
		return "a:"
	case "drawingml/wordprocessingDrawing":
		return "wp:"
	case "drawingml/spreadsheetDrawing":
		return "xdr:"
	case "drawingml/picture":
		return "pic:"
	case "drawingml/chart":
		return "c:"
	case "drawingml/chartDrawing":
		return "cdr:"
	case "drawingml/diagram":
		return "dgm:"
	case "drawingml/lockedCanvas":
		return "lc:"
	case "markup-compatibility":
		return "mc:"
	// The conventions of packages have these names in Strict files, too.
	case "package/content-types":
		return "ct:"
	case "package/relationships":
		return "pr:"
	case "package/metadata/core-properties":
		return "cp:"
	}
	return ""
}

// microsoftPrefix returns the prefix of a namespace below
// http://schemas.microsoft.com/office/.
func microsoftPrefix(rest string) string {
	switch rest {
	case "2006/xmlPackage":
		return "pkg:"
	case "word/2010/wordprocessingShape":
		return "wps:"
	case "word/2010/wordprocessingGroup":
		return "wpg:"
	case "word/2010/wordprocessingCanvas":
		return "wpc:"
	case "word/2010/wordprocessingInk":
		return "wpi:"
	case "word/2010/wordprocessingDrawing":
		return "wp14:"
	case "word/2012/wordprocessingDrawing":
		return "wp15:"
	case "word/2010/wordml":
		return "w14:"
	case "word/2012/wordml":
		return "w15:"
	case "word/2006/wordml":
		return "wne:"
	case "word/2015/wordml/symex":
		return "w16se:"
	case "word/2016/wordml/cid":
		return "w16cid:"
	case "word/2018/wordml":
		return "w16:"
	case "word/2018/wordml/cex":
		return "w16cex:"
	case "word/2020/wordml/sdtdatahash":
		return "w16sdtdh:"
	case "word/2023/wordml/word16du":
		return "w16du:"
	case "drawing/2008/diagram":
		return "dsp:"
	case "drawing/2010/main":
		return "a14:"
	case "drawing/2010/picture":
		return "pic14:"
	case "drawing/2014/chartex":
		return "cx:"
	case "drawing/2014/main":
		return "a16:"
	case "drawing/2016/SVG/main":
		return "asvg:"
	case "drawing/2016/ink":
		return "aink:"
	case "drawing/2017/decorative":
		return "adec:"
	case "drawing/2017/model3d":
		return "am3d:"
	}
	return ""
}
