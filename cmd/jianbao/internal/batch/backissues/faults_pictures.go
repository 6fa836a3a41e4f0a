package backissues

// pictureFaults returns the faults of pictures.
func pictureFaults() []kind {
	jpg := func(data func(*draft) []byte) func(*draft) {
		return func(d *draft) { d.picture(d.own("pictures/a.jpg"), data(d)) }
	}
	text := func(s string) func(*draft) { return jpg(func(*draft) []byte { return []byte(s) }) }
	return []kind{
		fault("picture missing", func(d *draft) { d.picture(d.own("pictures/a.jpg"), nil) }, "file-missing"),
		fault("picture outside", func(d *draft) { d.picture("../../../../../../a.jpg", nil) }, "path-outside"),
		fault("picture on the network", func(d *draft) { d.picture("https://www.example.org/a.jpg", nil) }, "picture-url"),
		fault("picture is a pipe", func(d *draft) {
			d.files = append(d.files, file{name: d.own("pictures/a.jpg"), pipe: true})
			d.picture(d.own("pictures/a.jpg"), nil)
		}, "file-not-regular").where(pipes),
		fault("picture of 60,000 × 60,000 pixels", func(d *draft) { d.picture(d.own("pictures/a.png"), hugePNG(60_000, 60_000)) }, "picture-too-large"),
		fault("picture of 20,000 × 20,000 pixels", func(d *draft) { d.picture(d.own("pictures/a.png"), hugePNG(20_000, 20_000)) }, "picture-too-large"),
		fault("picture without its pixels", func(d *draft) { d.picture(d.own("pictures/a.png"), hugePNG(8_000, 8_000)) }, "picture-damaged"),
		fault("unreadable picture", func(d *draft) {
			d.files = append(d.files, file{name: d.own("pictures/a.jpg"), data: d.photograph(0), shut: true})
			d.picture(d.own("pictures/a.jpg"), nil)
		}, "file-unreadable").where(refusals),
		fault("picture over 128 MiB", func(d *draft) {
			d.files = append(d.files, file{name: d.own("pictures/a.jpg"), data: d.photograph(0), size: 128<<20 + 1})
			d.picture(d.own("pictures/a.jpg"), nil)
		}, "file-too-large"),
		fault("JPEG cut short", jpg(func(d *draft) []byte { b := d.photograph(0); return b[:len(b)*2/3] }), "picture-damaged"),
		fault("JPEG of its head alone", jpg(func(d *draft) []byte { return d.photograph(0)[:40] }), "picture-damaged"),
		fault("PNG cut short", func(d *draft) { b := d.chart(0); d.picture(d.own("pictures/a.png"), b[:len(b)*2/3]) }, "picture-damaged"),
		fault("PNG sent as text", func(d *draft) {
			d.picture(d.own("pictures/a.png"), append([]byte("\x89PNG\n\x1a\n"), d.chart(0)[8:]...))
		}, "picture-damaged"),
		fault("picture empty", text(""), "picture-damaged"),
		fault("picture is AVIF", text("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif"), "picture-format"),
		fault("WebP cut short", text("RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00"), "picture-damaged"),
		fault("picture is HEIC", text("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "picture-format"),
		fault("picture is a web page", text("<!DOCTYPE html>\n<html><title>404</title></html>\n"), "picture-format"),
		fault("picture is no picture", text("这里原有照片一张。\n"), "picture-unknown"),
	}
}
