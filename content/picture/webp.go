package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"slices"

	"golang.org/x/image/webp"
)

// webpInfo holds the chunks of a WebP file that determine its pixels (RFC 9649).
type webpInfo struct {
	parts [][]byte // the whole file without metadata
	lossy bool     // coded as VP8
}

// openWebP walks over the chunks.
func (im *Image) openWebP() *Error {
	im.Format, im.Space, im.Bits = WebP, RGB, 8
	data, w := im.Data, &im.webp
	size := int(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > len(data) || size < 12 {
		return damaged("WebP data too short")
	}
	data = data[:size]
	var header, profile, alpha, pixels []byte
	var exif int = 1
	for at := 12; at+8 <= len(data) && pixels == nil; {
		name, n := string(data[at:at+4]), int(binary.LittleEndian.Uint32(data[at+4:]))
		end := at + 8 + n + n&1
		if at+8+n > len(data) {
			return damaged("WebP data too short")
		}
		whole := data[at:min(end, len(data))]
		body := data[at+8 : at+8+n]
		switch name {
		case "VP8X":
			if n != 10 || header != nil {
				return damaged("WebP header")
			}
			if body[0]&2 != 0 {
				return unsupported("WebP, animation")
			}
			header = whole
		case "ICCP":
			profile = whole
			im.setProfile(body)
		case "ALPH":
			alpha = whole
		case "VP8 ", "VP8L":
			pixels, w.lossy = whole, name == "VP8 "
		}
		at = end
	}
	if pixels == nil {
		return damaged("WebP without data")
	}
	if header != nil {
		// EXIF stands behind the pixels.
		exif = webpOrientation(data)
	}
	im.Orientation = exif
	if err := im.describeWebP(header, alpha, pixels); err != nil {
		return err
	}
	if im.Profile == nil {
		profile = nil
	}
	return im.joinWebP(header, profile, alpha, pixels)
}

// describeWebP sets size and alpha from the pixels' own header (RFC 9649, 2.5 and
// 2.6; RFC 6386, 9.1).
func (im *Image) describeWebP(header, alpha, pixels []byte) *Error {
	body := pixels[8:]
	if im.webp.lossy {
		if len(body) < 10 || body[0]&1 != 0 || !bytes.Equal(body[3:6], []byte{0x9d, 0x01, 0x2a}) {
			return damaged("WebP header")
		}
		im.Width, im.Height = int(binary.LittleEndian.Uint16(body[6:])&0x3fff), int(binary.LittleEndian.Uint16(body[8:])&0x3fff)
		im.Alpha = header != nil && header[8]&0x10 != 0 && alpha != nil
	} else {
		if len(body) < 5 || body[0] != 0x2f || body[4]>>5 != 0 {
			return damaged("WebP header")
		}
		v := binary.LittleEndian.Uint32(body[1:])
		im.Width, im.Height = int(v&0x3fff)+1, int(v>>14&0x3fff)+1
		im.Alpha = v>>28&1 != 0
	}
	if im.Width == 0 || im.Height == 0 {
		return damaged("WebP header")
	}
	if header != nil && (uint24(header[12:])+1 != im.Width || uint24(header[15:])+1 != im.Height) {
		return damaged("WebP header")
	}
	return fits(im.Width, im.Height)
}

// joinWebP sets the parts of the file without metadata. The header of extended files
// is there only if something needs it.
func (im *Image) joinWebP(header, profile, alpha, pixels []byte) *Error {
	if !im.Alpha || !im.webp.lossy {
		alpha = nil
	}
	var exif []byte
	if im.Orientation != 1 {
		body := orientationTIFF(im.Orientation)
		exif = slices.Concat([]byte("EXIF"), binary.LittleEndian.AppendUint32(nil, uint32(len(body))), body)
	}
	if header != nil && (profile != nil || alpha != nil || exif != nil) {
		header = bytes.Clone(header)
		header[8] = 0
		for _, f := range []struct {
			flag byte
			is   bool
		}{{0x20, profile != nil}, {0x10, im.Alpha}, {0x08, exif != nil}} {
			if f.is {
				header[8] |= f.flag
			}
		}
	} else {
		header = nil
	}
	size := 4
	chunks := [][]byte{header, profile, alpha, pixels, exif}
	for i, c := range chunks {
		if len(c)%2 != 0 {
			chunks[i] = append(bytes.Clone(c), 0)
		}
		size += len(chunks[i])
	}
	im.webp.parts = append([][]byte{slices.Concat([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(size)), []byte("WEBP"))}, chunks...)
	return nil
}

// webpOrientation returns the orientation of a file's EXIF data, 1 if there is none.
func webpOrientation(data []byte) int {
	for at := 12; at+8 <= len(data); {
		n := int(binary.LittleEndian.Uint32(data[at+4:]))
		if at+8+n > len(data) {
			break
		}
		if string(data[at:at+4]) == "EXIF" {
			return exifOrientation(bytes.TrimPrefix(data[at+8:at+8+n], []byte("Exif\x00\x00")))
		}
		at += 8 + n + n&1
	}
	return 1
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func (im *Image) decodeWebP() (*Raster, *Error) {
	img, err := webp.Decode(bytes.NewReader(bytes.Join(im.webp.parts, nil)))
	if err != nil {
		return nil, damaged(err.Error())
	}
	if img.Bounds() != image.Rect(0, 0, im.Width, im.Height) {
		return nil, damaged("WebP header")
	}
	r := im.newRaster()
	switch img := img.(type) {
	case *image.NRGBA:
		r.setPixels(img.Pix)
	case *image.YCbCr:
		r.setVideo(img)
	case *image.NYCbCrA:
		r.setVideo(&img.YCbCr)
		for y := range im.Height {
			copy(r.Alpha[y*im.Width:(y+1)*im.Width], img.A[y*img.AStride:])
		}
	default:
		return nil, damaged("WebP data")
	}
	r.Alpha = unlessOpaque(r.Alpha)
	return r, nil
}

// setVideo sets the colours from luma and chroma of VP8, which have the range of
// video (RFC 6386, 9.2: ITU-R BT.601), and not that of JPEG, which package image
// takes them for. Chroma is interpolated. Both are libwebp's arithmetic, so that the
// pixels are those that browsers show.
func (r *Raster) setVideo(img *image.YCbCr) {
	lastX, lastY := (r.Width-1)/2, (r.Height-1)/2
	for y := range r.Height {
		near := y / 2
		far := min(max(near+y%2*2-1, 0), lastY)
		for x := range r.Width {
			left := x / 2
			right := min(max(left+x%2*2-1, 0), lastX)
			a, b, c, d := near*img.CStride+left, near*img.CStride+right, far*img.CStride+left, far*img.CStride+right
			chroma := func(p []byte) int {
				return ((int(p[a])+int(p[d])+3*(int(p[b])+int(p[c]))+8)>>3 + int(p[a])) >> 1
			}
			u, v := chroma(img.Cb), chroma(img.Cr)
			luma := int(img.Y[y*img.YStride+x]) * 19077 >> 8
			p := r.Pix[3*(y*r.Width+x):]
			p[0] = clipVideo(luma + v*26149>>8 - 14234)
			p[1] = clipVideo(luma - u*6419>>8 - v*13320>>8 + 8708)
			p[2] = clipVideo(luma + u*33050>>8 - 17685)
		}
	}
}

// clipVideo rounds a sample with 6 bits after the point down to 8 bits.
func clipVideo(v int) byte { return byte(min(max(v>>6, 0), 255)) }
