package theme

import (
	"jianbao/content/key"
	"jianbao/content/picture"
	"jianbao/layout/unit"
)

// Preflight holds the limits that preflight checks. A limit of 0 is not checked.
type Preflight struct {
	ResolutionWarn  int // of a placed picture, pixels per inch
	ResolutionError int
	BilevelError    int      // of a picture in black and white alone
	Module          unit.Abs // smallest module of a code for scanners
	Rule            unit.Abs // thinnest rule
	Type            unit.Abs // smallest size of type
	Margin          unit.Abs // between matter and the trim
	Bleed           unit.Abs // least bleed where matter touches the trim
	Ink             int      // most ink in one place, in percent; 0: the printing condition's
}

// Least returns the effective resolution, in pixels per inch, below which a
// picture prints badly, and beyond which layout does not enlarge one whose width
// nobody gave; 0: no limit. A picture made of modules, such as a QR code, is
// judged by their size (Module), not as a line drawing.
func (p *Preflight) Least(im *picture.Image) int {
	if im.Bilevel() && im.Module() == 0 {
		return p.BilevelError
	}
	return p.ResolutionError
}

// Coarse returns the resolution that a picture placed with ppi pixels per inch
// lacks, in pixels per inch; 0 if it has enough, or is made of modules, which
// need none.
func (p *Preflight) Coarse(im *picture.Image, ppi int) int {
	least := p.ResolutionError
	if im.Bilevel() {
		least = p.BilevelError
	}
	if ppi >= least || im.Module() > 0 {
		return 0
	}
	return least
}

func preflightKeys() []Key {
	return []Key{
		intKey("preflight.resolution-warn", 0, 2400, key.PPI, "图片按排版尺寸的有效分辨率低于此数（每英寸像素）就警告；0 不查", "warn where a picture has fewer pixels per inch at its placed size; 0: never", func(t *Theme) *int { return &t.Preflight.ResolutionWarn }),
		intKey("preflight.resolution-error", 0, 2400, key.PPI, "有效分辨率低于此数是错误", "fewer than this are an error", func(t *Theme) *int { return &t.Preflight.ResolutionError }),
		intKey("preflight.bilevel-error", 0, 2400, key.PPI, "黑白二值图（线稿）的有效分辨率低于此数是错误", "the same of pictures in black and white alone", func(t *Theme) *int { return &t.Preflight.BilevelError }),
		lengthKey("preflight.module", "二维码一个小方块的最小边长", "smallest module of a QR code", func(t *Theme) *unit.Abs { return &t.Preflight.Module }),
		lengthKey("preflight.rule", "线条的最小粗细", "thinnest rule", func(t *Theme) *unit.Abs { return &t.Preflight.Rule }),
		lengthKey("preflight.type", "最小字号", "smallest size of type", func(t *Theme) *unit.Abs { return &t.Preflight.Type }),
		lengthKey("preflight.margin", "图文与裁切线的最小距离", "least distance of matter from the trim", func(t *Theme) *unit.Abs { return &t.Preflight.Margin }),
		lengthKey("preflight.bleed", "图文贴着裁切线时的最小出血，不足就警告", "least bleed where matter touches the trim; warn below it", func(t *Theme) *unit.Abs { return &t.Preflight.Bleed }),
		intKey("preflight.ink", 0, 400, key.Percent, "一处的总墨量上限（百分数）；0 用印刷条件的", "most ink on one place, in percent; 0: the printing condition's", func(t *Theme) *int { return &t.Preflight.Ink }),
	}
}
