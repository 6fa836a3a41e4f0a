package content

import "jianbao/content/diag"

// Document is what an official document (公文) has besides its text (GB/T 9704-2012
// 7.2 to 7.4). The issuer mark (发文机关标志) is the title of the publication, the
// text that of the only article. Empty values are not given.
type Document struct {
	CopyNumber Text // 份号, six digits
	Secrecy    Text // 密级和保密期限: "机密★1年"
	Urgency    Text // 紧急程度: 特急, 加急
	Number     Text // 发文字号: "柳政发〔2025〕5号"
	Signers    []Text
	To         []Text // 主送机关
	CopiesTo   []Text // 抄送机关
	Note       Text   // 附注, without the brackets around it
	Issued     Issued
	Span       diag.Span // of the table in the manifest
}

// Issued is the office that prints and distributes a document, and the day of it
// (印发机关, 印发日期).
type Issued struct {
	Office Text
	Date   Date
	DateAt diag.Span // of the date in the manifest; zero if it has none
	Given  bool
}

// Texts returns the texts that are printed, in the order of the page.
func (d *Document) Texts() []Text {
	list := []Text{d.CopyNumber, d.Secrecy, d.Urgency, d.Number}
	list = append(list, d.Signers...)
	list = append(list, d.To...)
	list = append(list, d.Note)
	list = append(list, d.CopiesTo...)
	return append(list, d.Issued.Office)
}
