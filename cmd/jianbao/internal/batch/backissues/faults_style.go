package backissues

import (
	"bytes"
	"encoding/binary"
)

// styleFaults returns the faults of fonts and themes.
func styleFaults() []kind {
	font := func(data func() []byte) func(*draft) {
		return func(d *draft) {
			d.put(d.own("fonts/office.ttf"), data())
			d.fonts = append(d.fonts, "sans = "+quote(d.own("fonts/office.ttf")))
		}
	}
	fontAt := func(line string) func(*draft) { return func(d *draft) { d.fonts = append(d.fonts, line) } }
	theme := func(text string) func(*draft) {
		return func(d *draft) {
			d.put(d.own("theme.toml"), []byte(text))
			d.style = append(d.style, "theme = "+quote("./"+d.own("theme.toml")))
		}
	}
	themeAt := func(name string) func(*draft) {
		return func(d *draft) { d.style = append(d.style, "theme = "+quote(name)) }
	}
	return []kind{
		fault("font missing", fontAt(`hei = "fonts/FZXBSJW.TTF"`), "font-missing"),
		fault("font outside", fontAt(`hei = "../../../../../../fonts/FZXBSJW.TTF"`), "batch-outside"),
		fault("font of the system", fontAt(`hei = "/usr/share/fonts/FZXBSJW.TTF"`), "batch-outside").where(rooted),
		fault("font is a link that leads out", func(d *draft) {
			d.files = append(d.files, file{name: d.own("fonts/office.ttf"), link: "/usr/share/fonts/office.ttf"})
			d.fonts = append(d.fonts, "hei = "+quote(d.own("fonts/office.ttf")))
		}, "batch-outside").where(links | rooted),
		fault("font is not a font", font(func() []byte { return []byte("This is not a font, whatever its name says.\n") }), "font-not-a-font"),
		fault("font is empty", font(func() []byte { return nil }), "font-not-a-font"),
		fault("font cut short", font(func() []byte { return latinFont()[:20_000] }), "font-truncated"),
		fault("font whose characters lie elsewhere", font(func() []byte {
			b := latinFont()
			b[record(b, "cmap")+8] ^= 0x40
			return b
		}), "font-truncated"),
		fault("font damaged", font(func() []byte {
			b := latinFont()
			head := binary.BigEndian.Uint32(b[record(b, "head")+8:])
			copy(b[head+18:], "\x00\x00") // its units per em
			return b
		}), "font-damaged"),
		fault("font for the web", font(func() []byte { return append([]byte("wOF2\x00\x01\x00\x00"), make([]byte, 100)...) }), "font-web-font"),
		fault("font of a face that is not there", func(d *draft) {
			d.put(d.own("fonts/office.ttf"), latinFont())
			d.fonts = append(d.fonts, "sans = { path = "+quote(d.own("fonts/office.ttf"))+", index = 3 }")
		}, "font-no-such-face"),
		fault("font is a pipe", func(d *draft) {
			d.files = append(d.files, file{name: d.own("fonts/office.ttf"), pipe: true})
			d.fonts = append(d.fonts, "hei = "+quote(d.own("fonts/office.ttf")))
		}, "file-not-regular").where(pipes),
		fault("unreadable font", func(d *draft) {
			d.files = append(d.files, file{name: d.own("fonts/office.ttf"), data: latinFont(), shut: true})
			d.fonts = append(d.fonts, "hei = "+quote(d.own("fonts/office.ttf")))
		}, "font-unreadable").where(refusals),
		fault("font over 128 MiB", func(d *draft) {
			d.files = append(d.files, file{name: d.own("fonts/office.ttf"), data: latinFont()[:64], size: 128<<20 + 1})
			d.fonts = append(d.fonts, "hei = "+quote(d.own("fonts/office.ttf")))
		}, "file-too-large"),

		fault("theme missing", themeAt("./theme.toml"), "theme-missing"),
		fault("unknown theme", themeAt("buletin"), "theme-unknown"),
		fault("theme outside", themeAt("../../../../../../theme.toml"), "batch-outside"),
		fault("theme with an unknown key", theme("extends = \"bulletin\"\n[body]\nmesure = 28\n"), "unknown-key"),
		fault("theme without units", theme("extends = \"bulletin\"\n[body]\nsize = 16\n"), "theme-unit"),
		fault("theme out of range", theme("extends = \"bulletin\"\n[body]\nlines = 900\n"), "theme-range"),
		fault("theme extends itself", theme("extends = \"./theme.toml\"\n"), "theme-cycle"),
		// Under a name that is not that of a manifest.
		fault("theme is not TOML", func(d *draft) {
			d.put(d.own("look.theme"), []byte("extends = \n"))
			d.style = append(d.style, "theme = "+quote("./"+d.own("look.theme")))
		}, "toml-no-value"),
		fault("theme is a folder", func(d *draft) {
			d.files = append(d.files, file{name: d.own("theme.toml"), folder: true})
			d.style = append(d.style, "theme = "+quote("./"+d.own("theme.toml")))
		}, "file-not-regular"),
		fault("unreadable theme", func(d *draft) {
			d.files = append(d.files, file{name: d.own("look.theme"), data: []byte("extends = \"bulletin\"\n"), shut: true})
			d.style = append(d.style, "theme = "+quote("./"+d.own("look.theme")))
		}, "theme-unreadable").where(refusals),
		fault("an unknown setting", func(d *draft) { d.style = append(d.style, `set = { "body.sise" = "四号" }`) }, "unknown-key"),
	}
}

// record returns the offset of a table's record in the table directory: its
// tag, checksum, offset and length (OpenType, table directory).
func record(font []byte, tag string) int { return bytes.Index(font, []byte(tag)) }
