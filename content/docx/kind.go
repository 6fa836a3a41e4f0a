package docx

import (
	"errors"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// ReportKind reports, at a place, a file that has not the name of a document that is
// read, with what it is and what can be done.
func ReportKind(data []byte, at diag.Span, path string, log *diag.List) {
	kind := opc.KindOf(data)
	if kind == opc.Word {
		log.Add("docx-kind", at, path, diag.Term{ZH: "Word 文档，名字却是别的", EN: "a Word document with another name"},
			diag.Term{ZH: "把文件名改成 .docx 结尾", EN: "give it a name that ends in .docx"})
		return
	}
	reportKind(kind, at, path, log)
}

// reportKind reports a file that is no document of Word, with what can be done.
func reportKind(kind opc.Kind, at diag.Span, path string, log *diag.List) {
	name, hint := kindTexts(kind)
	log.Add("docx-kind", at, path, name, hint)
}

var saveAsDocx = diag.Term{
	ZH: "用 Word 或 WPS 打开它，另存为 .docx",
	EN: "open it in Word or WPS and save it as .docx",
}

// kindTexts returns what a file is, and what to do in one sentence.
func kindTexts(kind opc.Kind) (name, hint diag.Term) {
	switch kind {
	case opc.EncryptedFile:
		return diag.Term{ZH: "加了密码的文档", EN: "a document that a password protects"},
			diag.Term{ZH: "用 Word 或 WPS 打开它，去掉打开密码再保存", EN: "open it in Word or WPS, remove the password and save it"}
	case opc.Word97:
		return diag.Term{ZH: "旧格式的 Word 或 WPS 文档（.doc、.wps）", EN: "a document in the old format of Word or WPS (.doc, .wps)"}, saveAsDocx
	case opc.OldOffice:
		return diag.Term{ZH: "旧格式的办公文档（.xls、.ppt 等）", EN: "an office file in an old format (.xls, .ppt and others)"}, saveAsDocx
	case opc.RTF:
		return diag.Term{ZH: "RTF 文档", EN: "an RTF document"}, saveAsDocx
	case opc.OpenDocument:
		return diag.Term{ZH: "OpenDocument 文档（.odt）", EN: "an OpenDocument text (.odt)"}, saveAsDocx
	case opc.FlatOPC, opc.Word2003XML:
		return diag.Term{ZH: "存成一个 XML 的 Word 文档", EN: "a Word document in one XML file"}, saveAsDocx
	case opc.UOF:
		return diag.Term{ZH: "标文通（UOF）文档", EN: "a UOF document"}, saveAsDocx
	case opc.OFD:
		return diag.Term{ZH: "OFD 版式文档", EN: "an OFD file, which holds finished pages"}, diag.Term{ZH: "要用它的原稿，如 .docx", EN: "use the document that it was made from"}
	case opc.PDF:
		return diag.Term{ZH: "PDF", EN: "a PDF, which holds finished pages"}, diag.Term{ZH: "要用它的原稿，如 .docx", EN: "use the document that it was made from"}
	case opc.Excel:
		return diag.Term{ZH: "电子表格", EN: "a spreadsheet"}, diag.Term{ZH: "表格存成 CSV，在清单里写 [[section.article.table]]", EN: "save its table as CSV and add a [[section.article.table]] to the manifest"}
	case opc.PowerPoint:
		return diag.Term{ZH: "演示文稿", EN: "a presentation"}, diag.Term{ZH: "把文字拷到 Word 或 WPS 文档里", EN: "copy its text to a document of Word or WPS"}
	case opc.WebPage:
		return diag.Term{ZH: "网页", EN: "a web page"}, saveAsDocx
	case opc.Empty:
		return diag.Term{ZH: "空文件", EN: "an empty file"}, diag.Term{ZH: "再保存或拷贝一次", EN: "save or copy it again"}
	case opc.Zip:
		return diag.Term{ZH: "压缩包", EN: "an archive"}, diag.Term{ZH: "解开它，用里面的文档", EN: "unpack it and use the document in it"}
	}
	return diag.Term{ZH: "别的文件，不是 Word 文档", EN: "another file, no Word document"},
		diag.Term{ZH: "如果它是纯文本，把文件名改成 .txt 结尾；否则用 Word 或 WPS 打开，另存为 .docx", EN: "if it is plain text, give it a name that ends in .txt; otherwise open it in Word or WPS and save it as .docx"}
}

// reportPackage reports a package that cannot be read.
func reportPackage(err error, at diag.Span, log *diag.List) {
	var e *opc.Error
	if !errors.As(err, &e) {
		log.Add("docx-damaged", at, err.Error())
		return
	}
	switch e.Problem {
	case opc.TooManyParts, opc.PartTooLarge, opc.TooLarge, opc.TooDeep, opc.TooManyNodes:
		log.Add("docx-limit", at, termOf(e))
	case opc.Protected:
		name, hint := kindTexts(opc.EncryptedFile)
		log.Add("docx-kind", at, at.Source.Path, name, hint)
	case opc.UnsafeName, opc.Duplicate, opc.DTD, opc.Method:
		log.Add("docx-unsafe", at, termOf(e))
	default:
		log.Add("docx-damaged", at, termOf(e))
	}
}

// termOf returns what is wrong with a package, and with which part.
func termOf(e *opc.Error) diag.Term {
	zh := map[opc.Problem]string{
		opc.NotPackage: "不是 Word 文档", opc.CutOff: "文件不完整", opc.Damaged: "内容损坏", opc.Missing: "缺少这个部件",
		opc.Method: "不认识的压缩方法 " + e.Value, opc.UnsafeName: "名称指向文档以外", opc.Duplicate: "两个部件同名", opc.DTD: "有 DTD",
		opc.TooManyParts: "部件超过 " + e.Value + " 个", opc.PartTooLarge: "超过 " + e.Value + " MiB", opc.TooLarge: "解开超过 " + e.Value + " MiB",
		opc.TooDeep: "嵌套超过 " + e.Value + " 层", opc.TooManyNodes: "元素超过 " + e.Value + " 个",
		opc.Encoding: "编码 " + e.Value + " 读不了", opc.Syntax: "XML 有错误",
	}[e.Problem]
	if e.Part != "" {
		zh = e.Part + "：" + zh
	}
	return diag.Term{ZH: zh, EN: e.Error()}
}
