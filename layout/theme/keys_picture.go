package theme

import (
	"strings"

	"jianbao/content/key"
	"jianbao/layout/unit"
)

func pictureKeys() []Key {
	return []Key{
		{Key: key.Key{Name: "picture.width", Type: key.Width, ZH: "图片没有给出宽度时的宽：measure（行宽），half、third、quarter（半宽、三分之一、四分之一；分栏时是栏宽），page（版心宽，分栏时通栏），或长度", EN: "width of pictures that give none: measure; half, third or quarter (in columns, the measure of one); page (across all columns); or a length"},
			assign: func(t *Theme, _ string, v any) bool {
				s, ok := v.(string)
				if _, _, good := t.PictureWidth(s, unit.Pt); !ok || !good {
					return false
				}
				t.Picture.Width = s
				return true
			}},
		lengthKey("picture.height", "没有给出宽度的图最高多少；0 不限", "greatest height of pictures that give no width; 0: no limit", func(t *Theme) *unit.Abs { return &t.Picture.Height }),
		lengthKey("picture.qr", "没有给出宽度的二维码的宽，连四周的空白；小方块小于 0.4 mm 时加宽", "width of QR codes that give none, with the white around them; wider where their modules would be under 0.4 mm", func(t *Theme) *unit.Abs { return &t.Picture.Code }),
		lengthKey("picture.gutter", "并排两图之间的空", "space between two pictures side by side", func(t *Theme) *unit.Abs { return &t.Picture.Gutter }),
		lengthKey("picture.gap", "图与图题之间的空", "space between a picture and its caption", func(t *Theme) *unit.Abs { return &t.Picture.Gap }),
		lengthKey("picture.space", "图（连图题）之后，行间的空以外至少再空多少", "least white after a picture with its caption, beyond that between lines", func(t *Theme) *unit.Abs { return &t.Picture.Space }),
		intKey("picture.shrink", 0, 100, key.Percent, "没有给出宽度的图，为留在本页最小缩到百分之几；0 不缩", "smallest percentage that a picture without a width may be scaled to, to stay on its page; 0: never", func(t *Theme) *int { return &t.Picture.Shrink }),
		intKey("picture.before", 0, 5, key.Lines, "图前空行", "blank lines before a picture", func(t *Theme) *int { return &t.Picture.Before }),
		intKey("picture.after", 0, 5, key.Lines, "图后空行", "blank lines after a picture", func(t *Theme) *int { return &t.Picture.After }),
		formKey("picture.credit", []string{"credit!"}, "供图者样式；已写明“图/…”“摄影：…”的照排", "form of the credit; one that has a / or a colon is set as it is", func(t *Theme) *Form { return &t.Picture.Credit }),
		fontKey("picture.caption.font", "图题字体", "face of captions", func(t *Theme) *string { return &t.Picture.Caption.Font }),
		sizeKey("picture.caption.size", "图题字号", "size of captions", func(t *Theme) *unit.Abs { return &t.Picture.Caption.Size }),
		lengthKey("picture.caption.pitch", "图题行距", "pitch of captions", func(t *Theme) *unit.Abs { return &t.Picture.Caption.Pitch }),
		enumKey("picture.caption.align", []string{"left", "center"}, "一行的图题在图下的位置", "place of a caption of one line under its picture", func(t *Theme) *string { return &t.Picture.Caption.Align }),
		formKey("picture.caption.form", []string{"caption!", "credit!"}, "图题样式，图题和供图者都有时用；空则图题也不排", "form of a caption with a credit; empty: captions are not printed, with a credit or without", func(t *Theme) *Form { return &t.Picture.Caption.Form }),
	}
}

// AcrossPage is the width of a picture that spans the columns of its page (RULES 14.1).
const AcrossPage = "page"

// PictureWidth reads the width of a picture: "measure", "half", "third", "quarter",
// "page", or a length, in which a percentage is relative to measure. Parts is the number of
// pictures that such a word divides the measure among, else 1; ok is false if s is
// none of these.
func (t *Theme) PictureWidth(s string, measure unit.Abs) (width unit.Abs, parts int, ok bool) {
	if s = strings.TrimSpace(s); s == AcrossPage {
		return measure, 1, true
	}
	for i, word := range []string{"measure", "half", "third", "quarter"} {
		if s == word {
			return max(0, measure-t.Picture.Gutter*unit.Abs(i)) / unit.Abs(i+1), i + 1, true
		}
	}
	sc := scale{em: t.Body.Size, line: t.Body.Pitch, page: measure, system: t.system}
	width, ok = parseLength(s, sc)
	return width, 1, ok && width > 0 && width <= maxPaper
}

// LengthAt reads a length of a table, such as "4em", which refers to the size of
// the table's text; ok is false if s is not a length.
func (t *Theme) LengthAt(s string, size unit.Abs) (unit.Abs, bool) {
	return parseLength(strings.TrimSpace(s), scale{em: size, line: t.Body.Pitch, page: t.Page.BlockWidth, system: t.system})
}

// Length reads a length of the manifest, such as "3mm" or "1em", which refers to
// the body's size; ok is false if s is not a length.
func (t *Theme) Length(s string) (unit.Abs, bool) {
	return parseLength(strings.TrimSpace(s), scale{em: t.Body.Size, line: t.Body.Pitch, system: t.system})
}
