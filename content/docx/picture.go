package docx

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
	"jianbao/content/pattern"
	"jianbao/content/picture"
)

// maxRow is the greatest number of pictures side by side.
const maxRow = 4

// imageFile is the result of opening a part as a picture.
type imageFile struct {
	image *picture.Image
	err   error
}

// figure is a picture as the document shows it.
type figure struct {
	embedded, linked string // ids of references
	alt              []string
	decorative       bool
	crop             [4]int // of the stored picture: left, top, right, bottom, in 1/100,000
	flipH, flipV     bool
	turn             float64 // degrees clockwise
	width, height    float64 // before turning, in any unit; 0: not given
	effects          []diag.Term
}

var (
	effectShape  = diag.Term{ZH: "裁成的形状", EN: "the shape that it is cut to"}
	effectColour = diag.Term{ZH: "调过的颜色", EN: "changed colours"}
	effectLook   = diag.Term{ZH: "阴影、柔边等效果", EN: "shadows, soft edges and the like"}
	effectTurn   = diag.Term{ZH: "斜放的角度", EN: "the angle that it stands at"}
	effectShare  = diag.Term{ZH: "变了形的宽高", EN: "the width and height that distort it"}
	effectVideo  = diag.Term{ZH: "视频", EN: "the video"}
	effectLink   = diag.Term{ZH: "链接", EN: "the link"}
)

// picture reads pic:pic.
func (r *reader) picture(n, shown opc.Node) {
	blip := n.Find("pic:blipFill", "a:blip")
	own := n.Find("pic:nvPicPr", "pic:cNvPr")
	f := figure{embedded: blip.Attr("r:embed"), linked: blip.Attr("r:link")}
	f.alt = []string{shown.Attr("descr"), shown.Attr("title"), own.Attr("descr"), own.Attr("title")}
	for d := range shown.Descendants() {
		if d.Name() == "adec:decorative" && isOn(d.Attr("val")) {
			f.decorative = true
		}
	}
	rect := n.Find("pic:blipFill", "a:srcRect")
	for i, side := range [...]string{"l", "t", "r", "b"} {
		f.crop[i] = share(rect.Attr(side))
	}
	shape := n.Child("pic:spPr")
	frame := shape.Child("a:xfrm")
	f.flipH, f.flipV = isOn(frame.Attr("flipH")), isOn(frame.Attr("flipV"))
	f.turn = floatOf(frame.Attr("rot")) / 60000
	f.width, f.height = floatOf(frame.Child("a:ext").Attr("cx")), floatOf(frame.Child("a:ext").Attr("cy"))
	f.effects = drawingEffects(blip, shape, shown.Child("a:hlinkClick").Ok() || own.Child("a:hlinkClick").Ok())
	for d := range own.Descendants() {
		if strings.HasSuffix(d.Name(), ":webVideoPr") {
			f.effects = append(f.effects, effectVideo)
		}
	}
	r.place(&f)
}

// drawingEffects returns what is done to a picture and is not set.
func drawingEffects(blip, shape opc.Node, link bool) (all []diag.Term) {
	add := func(t diag.Term) {
		for _, have := range all {
			if have == t {
				return
			}
		}
		all = append(all, t)
	}
	if prst := shape.Child("a:prstGeom").Attr("prst"); prst != "" && prst != "rect" || shape.Child("a:custGeom").Ok() {
		add(effectShape)
	}
	for c := range blip.Children() {
		switch c.Name() {
		case "a:extLst":
			for d := range c.Descendants() {
				if d.Name() == "a14:imgEffect" {
					add(effectColour)
				}
			}
		case "":
		default:
			add(effectColour)
		}
	}
	for _, name := range [...]string{"a:effectLst", "a:effectDag", "a:scene3d", "a:sp3d"} {
		if shape.Child(name).First().Ok() {
			add(effectLook)
		}
	}
	if link {
		add(effectLink)
	}
	return all
}

// vmlPicture reads a shape of VML that shows a picture.
func (r *reader) vmlPicture(n, image opc.Node, style map[string]string) {
	f := figure{embedded: image.Attr("r:id"), linked: image.Attr("r:href")}
	if f.embedded == "" {
		f.embedded = image.Attr("o:relid")
	}
	if f.linked == "" {
		f.linked = image.Attr("src")
	}
	f.alt = []string{n.Attr("alt"), n.Attr("title"), image.Attr("o:title")}
	for i, side := range [...]string{"cropleft", "croptop", "cropright", "cropbottom"} {
		f.crop[i] = vmlShare(image.Attr(side))
	}
	for word := range strings.FieldsSeq(style["flip"]) {
		f.flipH, f.flipV = f.flipH || word == "x", f.flipV || word == "y"
	}
	f.turn = vmlAngle(style["rotation"])
	f.width, f.height = vmlLength(style["width"]), vmlLength(style["height"])
	if isVMLTrue(image.Attr("grayscale")) || isVMLTrue(image.Attr("bilevel")) || image.Attr("gain") != "" || image.Attr("blacklevel") != "" || image.Attr("chromakey") != "" {
		f.effects = append(f.effects, effectColour)
	}
	if n.Name() == "v:oval" || n.Name() == "v:roundrect" {
		f.effects = append(f.effects, effectShape)
	}
	if n.Child("v:shadow").Ok() && !strings.HasPrefix(n.Child("v:shadow").Attr("on"), "f") {
		f.effects = append(f.effects, effectLook)
	}
	if n.Attr("href") != "" {
		f.effects = append(f.effects, effectLink)
	}
	r.place(&f)
}

// joined returns terms as a list.
func joined(terms []diag.Term) (all diag.Term) {
	for i, t := range terms {
		if i > 0 {
			all.ZH += "、"
			all.EN += ", "
		}
		all.ZH += t.ZH
		all.EN += t.EN
	}
	return all
}

// floatOf returns a number, 0 if there is none.
func floatOf(s string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

const wholeCrop = picture.CropWhole

// share returns a share of a picture's side in 1/100,000: 12345, or 12.345%. What lies
// outside the picture is none.
func share(s string) int {
	if percent, ok := strings.CutSuffix(s, "%"); ok {
		return bounded(floatOf(percent) * wholeCrop / 100)
	}
	return bounded(floatOf(s))
}

// vmlShare returns a share of a picture's side: 6554f of 65,536, 10%, or 0.1.
func vmlShare(s string) int {
	switch {
	case strings.HasSuffix(s, "f"):
		return bounded(floatOf(strings.TrimSuffix(s, "f")) * wholeCrop / 65536)
	case strings.HasSuffix(s, "%"):
		return share(s)
	}
	return bounded(floatOf(s) * wholeCrop)
}

func bounded(v float64) int { return int(math.Round(min(max(v, 0), wholeCrop))) }

// vmlAngle returns an angle in degrees: 90, or 5898240fd of 65,536 to the degree.
func vmlAngle(s string) float64 {
	if fine, ok := strings.CutSuffix(s, "fd"); ok {
		return floatOf(fine) / 65536
	}
	return floatOf(s)
}

// vmlLength returns a length in points; 0 if its unit is another.
func vmlLength(s string) float64 {
	return float64(halfPoints(s)) / 2
}

// place opens a picture and puts it behind the paragraph that it stands in.
func (r *reader) place(f *figure) {
	at := r.here()
	r.pictures = append(r.pictures, nil)
	n := len(r.pictures)
	switch {
	case r.left[n]:
		return
	case r.story.unit.Kind == diag.UnitCell || r.story.unit.Kind == diag.UnitNote:
		r.misplaced(diag.Term{ZH: "图片", EN: "a picture"})
		return
	}
	image := r.image(f, n, at)
	if image == nil {
		return
	}
	p := &content.Picture{File: content.Text{Value: image.Name, Place: diag.Place{Source: r.src, Steps: []diag.Step{{Src: at.Start}}}}, Decorative: f.decorative, Embedded: true, Span: at}
	if !f.decorative {
		p.Alt = r.alternate(f.alt, at)
	}
	r.orient(p, f, image)
	if len(f.effects) > 0 {
		r.log.Add("docx-picture-effect", at, n, joined(f.effects))
	}
	r.pictures[n-1] = p
	r.par.figures = append(r.par.figures, figureAt{p, at.Start})
}

// image opens the picture of a figure; nil if it cannot be read, which is reported.
func (r *reader) image(f *figure, n int, at diag.Span) *picture.Image {
	rel, ok := r.relations[f.embedded]
	switch {
	case f.embedded == "" && f.linked == "", f.embedded != "" && !ok, ok && !rel.External && !r.pkg.Has(rel.Target):
		r.log.Add("docx-picture-missing", at, n)
		return nil
	case f.embedded == "", rel.External:
		to := rel.Target
		if link, ok := r.relations[f.linked]; ok {
			to = link.Target
		}
		r.log.Add("docx-picture-linked", at, n, shortened(to))
		return nil
	}
	got, known := r.images[rel.Target]
	if !known {
		var data []byte
		if data, got.err = r.pkg.Data(rel.Target); got.err == nil {
			got.image, got.err = picture.Open(rel.Target, data)
		}
		if r.images == nil {
			r.images = map[string]imageFile{}
		}
		r.images[rel.Target] = got
	}
	name := r.src.Path + "#" + strconv.Itoa(n)
	var refused *picture.Error
	switch {
	case got.err == nil:
		own := *got.image
		own.Name = name
		return &own
	case errors.As(got.err, &refused):
		r.refuse(refused, n, at)
	default:
		reportPackage(got.err, at, r.log.List)
	}
	return nil
}

// refuse reports a picture that is not read.
func (r *reader) refuse(e *picture.Error, n int, at diag.Span) {
	if e.Format != "" {
		r.log.Add("docx-picture-format", at, n, e.Format)
		return
	}
	what := diag.Term{ZH: e.Argument(), EN: e.Argument()}
	if e.Argument() == "" {
		what = diag.Term{ZH: "不是图片", EN: "no picture"}
	}
	r.log.Add("docx-picture-damaged", at, n, what)
}

// orient cuts, flips and turns a picture as the document shows it. What the camera says
// about its orientation is ignored, as by Word, unless the picture has the proportions
// that it has when it is turned.
func (r *reader) orient(p *content.Picture, f *figure, image *picture.Image) {
	o := orientation{}
	if f.upright(image) {
		o = orientationOf(image.Orientation)
	}
	c := f.crop
	if f.flipH {
		o, c = o.flipped(), [4]int{c[2], c[1], c[0], c[3]}
	}
	if f.flipV {
		o, c = o.flipped().turned(2), [4]int{c[0], c[3], c[2], c[1]}
	}
	quarters := math.Round(f.turn / 90)
	if off := math.Abs(f.turn - 90*quarters); off > 1 {
		f.effects = append(f.effects, effectTurn)
		quarters = 0
	}
	for range (int(quarters)%4 + 4) % 4 {
		o, c = o.turned(1), [4]int{c[3], c[0], c[1], c[2]}
	}
	if f.distorted(image) {
		f.effects = append(f.effects, effectShare)
	}
	image.Orientation = o.exif()
	p.Image = image
	if c[0]+c[2] < wholeCrop && c[1]+c[3] < wholeCrop {
		image.Crop = picture.Crop{Left: c[0], Top: c[1], Right: c[2], Bottom: c[3]}
	}
}

// upright reports whether a picture whose file says that it is turned by a quarter is
// shown with the proportions of the turned one.
func (f *figure) upright(image *picture.Image) bool {
	if image.Orientation < 5 || f.width <= 0 || f.height <= 0 {
		return false
	}
	stored, turned := f.distortion(image.Width, image.Height), f.distortion(image.Height, image.Width)
	return math.Abs(turned) < math.Abs(stored)
}

// distorted reports whether a picture is shown with other proportions than it has, by
// more than a twentieth.
func (f *figure) distorted(image *picture.Image) bool {
	if f.width <= 0 || f.height <= 0 {
		return false
	}
	w, h := image.Width, image.Height
	if f.upright(image) {
		w, h = h, w
	}
	return math.Abs(f.distortion(w, h)) > math.Log(1.05)
}

// distortion returns the logarithm of what the document does to the proportions of a
// picture of a size in pixels, without what is cut off.
func (f *figure) distortion(width, height int) float64 {
	kept := func(before, after int) float64 { return max(0.01, float64(wholeCrop-before-after)/wholeCrop) }
	across, down := kept(f.crop[0], f.crop[2]), kept(f.crop[1], f.crop[3])
	return math.Log(f.width / f.height * float64(height) * down / (float64(width) * across))
}

// orientation is a flip about the vertical axis, or none, and then quarter turns
// clockwise.
type orientation struct {
	flip  bool
	turns int // 0 to 3
}

// exifOrientations are the values of EXIF by flip and turns (Exif 2.3, tag 0x0112).
var exifOrientations = [2][4]int{{1, 6, 3, 8}, {2, 7, 4, 5}}

func orientationOf(exif int) orientation {
	for flip, row := range exifOrientations {
		for turns, v := range row {
			if v == exif {
				return orientation{flip == 1, turns}
			}
		}
	}
	return orientation{}
}

func (o orientation) exif() int {
	if o.flip {
		return exifOrientations[1][o.turns]
	}
	return exifOrientations[0][o.turns]
}

func (o orientation) flipped() orientation { return orientation{!o.flip, (4 - o.turns) % 4} }

func (o orientation) turned(n int) orientation { return orientation{o.flip, (o.turns + n) % 4} }

// namelike matches texts that say nothing about a picture: its path, the name of its
// file, a number, and what programs call it.
var namelike = pattern.New(`(?i)^(?:.*\.(?:jpe?g|jpe|jfif|png|gif|bmp|tiff?|webp|heic|emf|wmf|svg)|[a-z]:[\\/].*|[\\/].*|\w+://\S*|[0-9\s._()（）-]*|(?:图片|图像|照片|图形|图|相片|微信图片|mmexport|微信截图|截图|qq图片|picture|image|img|photo|dsc|dscn|graphic|screenshot|untitled|无标题)[_ \t]*[-0-9_ ]*)$`)

// guessed matches the descriptions that programs make up from what they see.
var guessed = pattern.New(`(?:描述已自动生成|自动生成的说明|Description automatically generated|Automatically generated description|置信度|confidence)`)

// alternate returns the first description of a picture that says something.
func (r *reader) alternate(texts []string, at diag.Span) content.Text {
	for _, s := range texts {
		s = strings.Join(strings.Fields(s), " ")
		if s == "" || namelike().MatchString(s) || guessed().MatchString(s) {
			continue
		}
		return content.Text{Value: s, Place: diag.Place{Source: r.src, Steps: []diag.Step{{Src: at.Start}}}}
	}
	return content.Text{}
}

// figureAt is a picture with the offset of the extracted text that it stands at.
type figureAt struct {
	*content.Picture
	at int
}

// rows adds the pictures of a paragraph: those with nothing between them stand side by
// side, divided evenly among rows where they are too many for one.
func (r *reader) rows(p *paragraph) {
	list := p.figures
	for len(list) > 0 {
		n := 1
		for n < len(list) && strings.Trim(string(r.out[list[n-1].at:list[n].at]), blanks) == "" {
			n++
		}
		line := list[:n]
		list = list[n:]
		for rows := (len(line) + maxRow - 1) / maxRow; rows > 0; rows-- {
			k := (len(line) + rows - 1) / rows
			if k > 1 {
				line[0].Row = k
			}
			for _, f := range line[:k] {
				p.after = append(p.after, f.Picture)
			}
			line = line[k:]
		}
	}
}
