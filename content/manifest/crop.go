package manifest

import (
	"strconv"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/pattern"
	"jianbao/content/picture"
	"jianbao/content/strict"
)

// cropForm is a ratio of width to height, and how far from the top or left what is kept
// lies.
const cropForm = `^[1-9][0-9]{0,2}:[1-9][0-9]{0,2}( (100|[1-9]?[0-9])%)?$`

var cropPattern = pattern.New(cropForm)

// pictureCrop reads to what ratio a picture is cut. The other sides than those that the
// ratio makes too long are kept whole.
func (l *loader) pictureCrop(t *strict.Table, k *key.Key, p *pictureEntry) {
	s, ok := t.Str(k.Name)
	if !ok {
		return
	}
	if !cropPattern().MatchString(s.Value) {
		fix := diag.Fix{}
		if meant := strings.NewReplacer("：", ":", "％", "%", "×", ":", "x", ":", "/", ":").Replace(strings.TrimSpace(s.Value)); cropPattern().MatchString(meant) {
			fix.DidYouMean = meant
		}
		l.log.AddFix("picture-crop", t.ValueSpan(k.Name), fix, dotted(t, k.Name), s.Value)
		return
	}
	if !t.Has("file") {
		l.log.Add("picture-crop-file", t.KeySpan(k.Name))
		return
	}
	if p.Image == nil { // reported
		return
	}
	image := *p.Image // others may use the file whole
	width, height := image.Upright()
	image.Crop = cropOf(s.Value, width, height)
	p.Image = &image
}

// cropOf returns what is cut off a picture of so many pixels.
func cropOf(value string, width, height int) picture.Crop {
	ratio, at, given := strings.Cut(value, " ")
	w, h, _ := strings.Cut(ratio, ":")
	across, _ := strconv.Atoi(w)
	down, _ := strconv.Atoi(h)
	percent := 50
	if given {
		percent, _ = strconv.Atoi(strings.TrimSuffix(at, "%"))
	}
	off := func(long, short int) (before, after int) { // of the side that is too long
		kept := int(int64(picture.CropWhole) * int64(short) / int64(long))
		off := picture.CropWhole - max(kept, 1)
		before = off * percent / 100
		return before, off - before
	}
	var c picture.Crop
	switch wide, high := width*down, height*across; {
	case wide > high:
		c.Left, c.Right = off(wide, high)
	case wide < high:
		c.Top, c.Bottom = off(high, wide)
	}
	return c
}
