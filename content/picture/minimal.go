package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// Minimal returns the file without what does not determine its pixels: of the
// metadata only the orientation and the profile remain, so that a photograph does
// not disclose where, when and with what it was taken. Opening the result gives an
// image with the same pixels, and the same result again.
func (im *Image) Minimal() []byte {
	return bytes.Join(im.essentials(), nil)
}

// essentials returns the parts of Minimal's result.
func (im *Image) essentials() [][]byte {
	switch im.Format {
	case PNG:
		return im.essentialChunks()
	case GIF:
		return im.gif.parts
	case BMP:
		return [][]byte{im.Data[:im.bmp.end]}
	case TIFF:
		return im.tiff.parts
	case WebP:
		return im.webp.parts
	}
	parts := [][]byte{{0xff, mSOI}}
	if im.Orientation != 1 {
		parts = append(parts, jpegSegmentOf(mAPP1, slices.Concat([]byte("Exif\x00\x00"), orientationTIFF(im.Orientation))))
	}
	const most = 65_535 - 2 - 14 // bytes of a profile in a segment (ICC.1:2010, B.4)
	count := (len(im.Profile) + most - 1) / most
	for n := range count {
		chunk := im.Profile[n*most : min((n+1)*most, len(im.Profile))]
		parts = append(parts, jpegSegmentOf(mAPP2, slices.Concat([]byte("ICC_PROFILE\x00"), []byte{byte(n + 1), byte(count)}, chunk)))
	}
	parts = append(parts, im.jpeg.marker())
	for _, p := range im.jpeg.pieces {
		parts = append(parts, im.Data[p[0]:p[1]])
	}
	return append(parts, []byte{0xff, mEOI})
}

// jpegSegmentOf returns a marker segment (ITU-T T.81 B.1.1.4).
func jpegSegmentOf(marker byte, body []byte) []byte {
	return slices.Concat([]byte{0xff, marker}, binary.BigEndian.AppendUint16(nil, uint16(2+len(body))), body)
}

// orientationTIFF returns EXIF data with nothing but an orientation.
func orientationTIFF(orientation int) []byte {
	return []byte{
		'M', 'M', 0, 42, 0, 0, 0, 8, // header; the first directory is next
		0, 1, // entries
		0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0, // SHORT
		0, 0, 0, 0, // no other directory
	}
}

// essentialChunks returns the parts of a PNG file: the chunks that determine its
// pixels and their colours (PNG 3rd edition, 11.2, 11.3.1 and 11.3.2).
func (im *Image) essentialChunks() [][]byte {
	parts := [][]byte{[]byte(pngSignature)}
	for at := len(pngSignature); ; {
		c, ok := chunkAt(im.Data, at)
		if !ok || c.cut || c.name == "IEND" {
			break
		}
		if im.isEssential(c) {
			parts = append(parts, im.Data[at:c.end()+4])
		}
		at = c.end() + 4
		if c.name == "IHDR" && im.Orientation != 1 {
			parts = append(parts, chunkOf("eXIf", orientationTIFF(im.Orientation)))
		}
	}
	return append(parts, chunkOf("IEND", nil))
}

// isEssential reports whether Minimal keeps a chunk.
func (im *Image) isEssential(c chunk) bool {
	switch c.name {
	case "IDAT": // only consecutive ones have pixels
		return slices.Contains(im.png.data, [2]int{c.at, c.end()})
	case "IHDR", "PLTE", "tRNS", "iCCP", "cICP", "sRGB", "gAMA", "cHRM", "sBIT":
		return checksumOK(im.Data, c.at, len(c.body))
	}
	return false
}

// chunkOf returns a chunk with its checksum.
func chunkOf(name string, body []byte) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, name...), body...)
	return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
}
