package content

// ArchiveElement is an element of DA/T 46-2009 that a manifest may give under
// [archive]. Elements that are taken from other keys (title, year, date,
// language, record number 档号) are not included.
type ArchiveElement struct {
	Key   string // in the manifest, in XMP and in the record
	Name  string // in DA/T 46-2009
	About string // description in English
}

// ArchiveElements returns the elements, in the order of the standard
// (DA/T 46-2009 5.2 to 5.8).
func ArchiveElements() []ArchiveElement {
	return []ArchiveElement{
		{"archives", "档案馆名称", "name of the archive"},
		{"fonds-name", "全宗名称", "name of the fonds"},
		{"fonds", "全宗号", "number of the fonds"},
		{"catalogue", "目录号", "number of the catalogue"},
		{"retention", "保管期限", "how long it is kept: 永久, 30年, 10年"},
		{"office", "机构或问题", "office or subject it is filed under"},
		{"item", "室编件号", "the office's number of the item"},
		{"keywords", "关键词", "keywords"},
		{"abstract", "摘要", "abstract"},
		{"responsible", "责任者", "who is responsible for what it says"},
		{"security", "密级", "secrecy"},
		{"security-period", "保密期限", "how long it is secret"},
	}
}
