package docx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
)

// pngFile returns a picture of a size in pixels.
func pngFile(width, height int) string {
	im := image.NewGray(image.Rect(0, 0, width, height))
	im.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.String()
}

// turnedPNG is pngFile with the information that it is to be turned by 90°.
func turnedPNG(width, height int) string {
	chunk := "eXIfMM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	b := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	b = binary.BigEndian.AppendUint32(append(b, chunk...), crc32.ChecksumIEEE([]byte(chunk)))
	const head = 8 + 25 // signature and IHDR
	file := pngFile(width, height)
	return file[:head] + string(b) + file[head:]
}

func media(name, data string) docxtest.Part {
	return docxtest.Part{Name: "word/media/" + name, Data: data}
}

// inlinePic returns a run with a picture; rect and frame are further elements of its
// fill and of its properties.
func inlinePic(file, descr, rect, frame string) string {
	return `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="` + descr + `"/><a:graphic><a:graphicData uri="x">` + pic(file, rect, frame) + `</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}

func pic(file, rect, frame string) string {
	return `<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="a.png"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="` + file + `"/>` + rect + `<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>` + frame + `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`
}

func vmlPic(file, attrs, style, imageAttrs string) string {
	return `<w:r><w:pict><v:shapetype id="_x0000_t75"/><v:shape type="#_x0000_t75" ` + attrs + ` style="` + style + `"><v:imagedata r:id="` + file + `" ` + imageAttrs + `/></v:shape></w:pict></w:r>`
}

func box(paragraphs ...string) string {
	content := `<w:txbxContent>` + strings.Join(paragraphs, "") + `</w:txbxContent>`
	return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="2" name="文本框 2"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx>` + content +
		`</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>` + content + `</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
}

func graphic(content string) string {
	return `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="x">` + content + `</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}

const (
	chart    = `<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/>`
	smartArt = `<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="x"/>`
	ole      = `<w:r><w:object><v:shape><v:imagedata r:id="a.png"/></v:shape><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="x"/></w:object></w:r>`
)

func TestPictures(t *testing.T) {
	a := inlinePic("a.png", "水库大坝", "", "")
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"inline", para(a), "picture alt=水库大坝 caption= row=0\n", nil},
		{"anchored", para(strings.ReplaceAll(a, "wp:inline", "wp:anchor")), "picture alt=水库大坝 caption= row=0\n", nil},
		{"VML", para(vmlPic("a.png", `alt="大坝"`, "width:20pt;height:10pt", "")), "picture alt=大坝 caption= row=0\n", nil},
		{"inside text", para(text("甲"), a, text("乙")) + para(text("丙")), "甲乙\npicture alt=水库大坝 caption= row=0\n丙\n", nil},
		{"side by side", para(a, text("  "), a, a), "picture alt=水库大坝 caption= row=3\npicture alt=水库大坝 caption= row=0\npicture alt=水库大坝 caption= row=0\n", nil},
		{"on two lines", para(a, `<w:r><w:br/></w:r>`, a), "picture alt=水库大坝 caption= row=0\npicture alt=水库大坝 caption= row=0\n", nil},
		{"five", para(a, a, a, a, a), "picture alt=水库大坝 caption= row=3\n" + strings.Repeat("picture alt=水库大坝 caption= row=0\n", 2) + "picture alt=水库大坝 caption= row=2\npicture alt=水库大坝 caption= row=0\n", nil},
		{"caption", para(a) + styled(centre, text("图1　加固后的大坝")) + para(text("图1是新建的。")), "picture alt=水库大坝 caption=图1　加固后的大坝 row=0\n图1是新建的。\n", nil},
		{"two captions", para(a, a) + para(text("图1 大坝　　图2 闸门")), "picture alt=水库大坝 caption=图1 大坝 row=2\npicture alt=水库大坝 caption=图2 闸门 row=0\n", nil},
		{"one caption for two", para(inlinePic("a.png", "", "", ""), a) + para(text("图1 大坝")), "picture alt=图1 大坝 caption= row=2\npicture alt=水库大坝 caption=图1 大坝 row=0\n", nil},
		{"names", para(inlinePic("a.png", "图片 1", "", "")) + para(inlinePic("a.png", `C:\照片\大坝.jpg`, "", "")) + para(inlinePic("a.png", "IMG_2025", "", "")) + para(inlinePic("a.png", "图片包含 水, 户外&#10;&#10;描述已自动生成", "", "")),
			strings.Repeat("picture alt= caption= row=0\n", 4), nil},
		{"cut", para(inlinePic("a.png", "坝", `<a:srcRect l="10000" t="20%" r="-5"/>`, "")), "picture alt=坝 caption= row=0 orientation=1 crop={10000 20000 0 0}\n", nil},
		{"turned and flipped", para(inlinePic("a.png", "坝", `<a:srcRect l="10000"/>`, `<a:xfrm rot="5400000" flipV="1"/>`)), "picture alt=坝 caption= row=0 orientation=5 crop={0 10000 0 0}\n", nil},
		{"turned back", para(inlinePic("a.png", "坝", `<a:srcRect l="10000"/>`, `<a:xfrm rot="-5400000"/>`)), "picture alt=坝 caption= row=0 orientation=8 crop={0 0 0 10000}\n", nil},
		{"turned, VML", para(vmlPic("a.png", `alt="坝"`, "rotation:180;flip:x", `croptop="6554f" cropleft="0.25"`)), "picture alt=坝 caption= row=0 orientation=4 crop={25000 0 0 10001}\n", nil},
		{"at an angle", para(inlinePic("a.png", "坝", "", `<a:xfrm rot="1800000"/>`)), "picture alt=坝 caption= row=0\n", []string{"第1段第1字 docx-picture-effect"}},
		{"distorted", para(inlinePic("a.png", "坝", "", `<a:xfrm><a:ext cx="100" cy="100"/></a:xfrm>`)), "picture alt=坝 caption= row=0\n", []string{"第1段第1字 docx-picture-effect"}},
		{"effects", para(strings.ReplaceAll(inlinePic("a.png", "坝", "", ""), `prst="rect"`, `prst="ellipse"`)) + para(strings.Replace(a, `r:embed="a.png"/>`, `r:embed="a.png"><a:grayscl/></a:blip>`, 1)), "picture alt=坝 caption= row=0\npicture alt=水库大坝 caption= row=0\n",
			[]string{"第1段第1字 docx-picture-effect", "第2段第1字 docx-picture-effect"}},
		{"video", para(strings.Replace(a, `name="a.png"/>`, `name="a.png"><a:extLst><a:ext><v15:webVideoPr xmlns:v15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing"/></a:ext></a:extLst></pic:cNvPr>`, 1)), "picture alt=水库大坝 caption= row=0\n", []string{"第1段第1字 docx-picture-effect"}},
		{"absent", para(inlinePic("no.png", "坝", "", "")), "", []string{"第1段第1字 docx-picture-missing"}},
		{"linked", para(strings.Replace(a, `r:embed="a.png"`, `r:link="web"`, 1)), "", []string{"第1段第1字 docx-picture-linked"}},
		{"EMF", para(inlinePic("b.emf", "坝", "", "")), "", []string{"第1段第1字 docx-picture-format"}},
		{"damaged", para(inlinePic("c.png", "坝", "", "")), "", []string{"第1段第1字 docx-picture-damaged"}},
		{"chart", para(graphic(chart)), "", []string{"第1段第1字 docx-object"}},
		{"SmartArt", para(graphic(smartArt)), "", []string{"第1段第1字 docx-object"}},
		{"OLE", para(ole), "", []string{"第1段第1字 docx-object"}},
		{"group with a picture", para(graphic("<wpg:wgp>" + pic("a.png", "", "") + "</wpg:wgp>")), "", []string{"第1段第1字 docx-object"}},
		{"shape", para(graphic(`<wps:wsp><wps:spPr><a:prstGeom prst="rightArrow"/></wps:spPr></wps:wsp>`)), "", []string{"第1段第1字 docx-shape"}},
		{"lines", para(graphic(`<wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp>`), `<w:r><w:pict><v:line/></w:pict></w:r>`), "", []string{"第1段第1字 docx-line"}},
		{"WordArt", para(`<w:r><w:pict><v:shape><v:textpath string="春天"/></v:shape></w:pict></w:r>`), "", []string{"第1段第1字 docx-object"}},
		{"hidden", para(strings.Replace(a, "<wp:docPr ", `<wp:docPr hidden="1" `, 1)), "", []string{"第1段第1字 docx-drawing-hidden"}},
		{"in a cell", tbl([]string{"<w:tc>" + para(a) + "</w:tc>", tc("", "甲")}), "|甲\n", []string{"表1第1行第1格第1字 docx-place"}},
		{"text box", para(text("甲"), box(para(text("乙")), para(text("丙"))), text("丁")) + para(text("戊")), "甲丁\n乙\n丙\n戊\n", []string{"第1段文本框第1字 docx-textbox"}},
		{"text box with a picture", para(text("甲"), box(para(a), para(text("图2 闸门")))), "甲\npicture alt=水库大坝 caption=图2 闸门 row=0\n", []string{"第1段文本框第1字 docx-textbox"}},
		{"group of text boxes", para(text("甲"), graphic(`<wpg:wgp><wps:wsp><wps:txbx><w:txbxContent>`+para(text("乙"))+`</w:txbxContent></wps:txbx></wps:wsp></wpg:wgp>`)), "甲\n乙\n", []string{"第1段文本框第1字 docx-textbox"}},
		{"empty text box", para(text("甲"), box(para())), "甲\n", nil},
		{"shape with an empty text", para(text("甲"), strings.ReplaceAll(strings.Replace(box(para()), ` txBox="1"`, "", 1), `prst="rect"`, `prst="chevron"`)), "甲\n", []string{"第1段第2字 docx-shape"}},
		{"empty text boxes in VML", para(text("甲"), `<w:r><w:pict><v:shape type="#_x0000_t202"><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape><v:oval><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:oval></w:pict></w:r>`), "甲\n", []string{"第1段第2字 docx-shape"}},
		{"no known form", para(text("甲"), `<w:r><mc:AlternateContent><mc:Choice Requires="am3d"><w:drawing/></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`), "甲\n", []string{"第1段第2字 docx-unknown-empty"}},
		{"marks in a caption", para(a) + para(text("图3 排量 5 m"), run("3", `<w:vertAlign w:val="superscript"/>`), text("/s 的泵")), "picture alt=水库大坝 caption=图3 排量 5 m^3^/s 的泵 row=0\n", nil},
		{"marks in two captions", para(a, a) + para(text("图1 H"), run("2", `<w:vertAlign w:val="subscript"/>`), text("O　　图2 CO"), run("2", `<w:vertAlign w:val="subscript"/>`)), "picture alt=水库大坝 caption=图1 H~2~O row=2\npicture alt=水库大坝 caption=图2 CO~2~ row=0\n", nil},
		{"caption in the paragraph", para(text("甲")) + para(a, br, text("图6　溢洪道")) + para(text("乙")), "甲\npicture alt=水库大坝 caption=图6　溢洪道 row=0\n乙\n", nil},
		{"captions of two in the paragraph", para(a, text(" "), a, br, text("图7 左岸　　图8 右岸")), "picture alt=水库大坝 caption=图7 左岸 row=2\npicture alt=水库大坝 caption=图8 右岸 row=0\n", nil},
		{"captions above", para(text("甲")) + para(text("图1 大坝")) + para(a) + para(text("图2 闸门")) + para(a) + para(text("乙")), "甲\npicture alt=水库大坝 caption=图1 大坝 row=0\npicture alt=水库大坝 caption=图2 闸门 row=0\n乙\n", nil},
		{"captions above rows", para(text("图1 大坝　　图2 闸门")) + para(a, a) + para(text("图3 水渠")) + para(a), "picture alt=水库大坝 caption=图1 大坝 row=2\npicture alt=水库大坝 caption=图2 闸门 row=0\npicture alt=水库大坝 caption=图3 水渠 row=0\n", nil},
		{"captions below, a line above", para(text("图1 大坝")) + para(a) + para(text("图2 闸门")), "图1 大坝\npicture alt=水库大坝 caption=图2 闸门 row=0\n", nil},
		{"no caption before the picture", para(text("图6 溢洪道"), br, a), "图6 溢洪道\npicture alt=水库大坝 caption= row=0\n", nil},
		{"two lines of a caption", para(a) + para(text("图4 大"), run("坝", "<w:b/><w:i/>"), br, text("2025 年")), "picture alt=水库大坝 caption=图4 大坝 2025 年 row=0\n", nil},
		{"note in a caption", para(a) + para(text("图5 大坝"), noteRef(2), text("全景")), "picture alt=水库大坝 caption=图5 大坝全景 row=0\n", []string{"第2段第6字 docx-note-place"}},
		{"deleted", para(text("甲"), `<w:del w:id="1" w:author="a">`+a+`</w:del>`), "甲\n", []string{"第1段第2字 docx-changes"}},
	} {
		notes := ""
		if strings.Contains(c.body, "footnoteReference") {
			notes = note(2, para(text("由省厅提供。")))
		}
		doc, log := read(t, c.body, Undecided, media("a.png", pngFile(20, 10)), media("b.emf", "\x01\x00\x00\x00"+strings.Repeat("\x00", 36)+" EMF"+strings.Repeat("\x00", 60)), media("c.png", pngFile(20, 10)[:40]), footnotes(notes))
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		checkFindings(t, c.name, log, c.findings)
	}
}

// TestSkippedPictures: what counts as a picture, and that one may be left out.
func TestSkippedPictures(t *testing.T) {
	body := para(graphic(chart)) + para(inlinePic("a.png", "坝", "", "")) + para(ole) + para(inlinePic("a.png", "闸", "", ""))
	var log diag.List
	doc, ok := Read(docxtest.Document(body, media("a.png", pngFile(20, 10))), Options{Path: "a.docx", Skip: map[int]bool{1: true, 2: true, 3: true}}, &log)
	if !ok || log.Len() > 0 {
		t.Errorf("%v", messages(&log))
	}
	if got := show(doc.Blocks); got != "picture alt=闸 caption= row=0\n" {
		t.Errorf("%s", got)
	}
	if len(doc.Pictures) != 4 || doc.Pictures[0] != nil || doc.Pictures[3] != doc.Blocks[0].(*content.Picture) || doc.Pictures[3].Image.Name != "a.docx#4" {
		t.Errorf("%v", doc.Pictures)
	}
}

// TestOrientation: turning and flipping values of EXIF gives the same as doing it to
// pixels.
func TestOrientation(t *testing.T) {
	type point struct{ x, y int }
	// at returns where a stored point of a picture of size 2×3 is shown; the corners are
	// in half units so that turning is exact.
	at := func(o orientation, p point) point {
		if o.flip {
			p.x = -p.x
		}
		for range o.turns {
			p = point{-p.y, p.x} // clockwise, y down
		}
		return p
	}
	exif := map[int]func(point) point{
		1: func(p point) point { return p }, 2: func(p point) point { return point{-p.x, p.y} },
		3: func(p point) point { return point{-p.x, -p.y} }, 4: func(p point) point { return point{p.x, -p.y} },
		5: func(p point) point { return point{p.y, p.x} }, 6: func(p point) point { return point{-p.y, p.x} },
		7: func(p point) point { return point{-p.y, -p.x} }, 8: func(p point) point { return point{p.y, -p.x} },
	}
	p := point{1, 2}
	for v, shown := range exif {
		o := orientationOf(v)
		if o.exif() != v || at(o, p) != shown(p) {
			t.Errorf("%d: %+v, shows %v, want %v", v, o, at(o, p), shown(p))
		}
		if got, want := at(o.turned(1), p), (point{-shown(p).y, shown(p).x}); got != want {
			t.Errorf("%d turned: %v, want %v", v, got, want)
		}
		if got, want := at(o.flipped(), p), (point{-shown(p).x, shown(p).y}); got != want {
			t.Errorf("%d flipped: %v, want %v", v, got, want)
		}
	}
}

// TestCameraOrientation: what a camera says is used only where the document shows the
// picture with those proportions.
func TestCameraOrientation(t *testing.T) {
	for _, c := range []struct {
		width, height string
		want          int
	}{{"200", "100", 1}, {"100", "200", 6}, {"0", "0", 1}} {
		body := para(inlinePic("a.png", "坝", "", fmt.Sprintf(`<a:xfrm><a:ext cx="%s" cy="%s"/></a:xfrm>`, c.width, c.height)))
		doc, log := read(t, body, Undecided, media("a.png", turnedPNG(20, 10)))
		if got := doc.Pictures[0].Image.Orientation; got != c.want || log.Len() > 0 {
			t.Errorf("%s×%s: orientation %d, want %d; %v", c.width, c.height, got, c.want, messages(log))
		}
	}
}
