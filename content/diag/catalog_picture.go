package diag

// catalogPicture: files of pictures. The arguments are the path and what is in
// the file instead: the name of its format, or what of it cannot be read.
var catalogPicture = []message{
	{"picture-format", Error,
		"图片“%[1]s”是 %[2]s 文件，能用的是 JPEG、PNG、GIF、BMP、TIFF 和 WebP", `the picture "%[1]s" is a %[2]s file; JPEG, PNG, GIF, BMP, TIFF and WebP can be used`,
		"%[3]s。只改扩展名没有用", "%[3]s. Renaming the file does not help"},
	{"picture-hdr", Warning,
		"图片“%[1]s”是 HDR（%[2]s），按普通图片排出来，颜色会发灰、偏暗", `the picture "%[1]s" is HDR (%[2]s); set as an ordinary picture, its colours are dull and dark`,
		"在手机或电脑上关掉 HDR 再截图、拍照；已有的图用看图软件打开，另存为 JPEG", "turn HDR off for screenshots and photos, or open the picture in an image viewer and save it as JPEG"},
	{"picture-colour", Warning,
		"图片“%[1]s”的颜色说明（%[2]s）读不了，按 sRGB 排", `the picture "%[1]s" describes its colours in a way that is not supported (%[2]s); it is set as sRGB`,
		"用看图软件打开，另存为 JPEG，或 sRGB 的 PNG", "open it in an image viewer and save it as JPEG, or as PNG in sRGB"},
	{"picture-frames", Notice,
		"图片“%[1]s”有 %[2]d 帧（页），只排第一帧", `the picture "%[1]s" has %[2]d frames or pages; the first is set`,
		"要排另外一帧，用看图软件打开，把它另存为 PNG", "to set another one, open the picture in an image viewer and save it as PNG"},
	{"picture-unknown", Error,
		"“%[1]s”不是图片文件", `"%[1]s" is not an image file`,
		"核对文件名；能用的是 JPEG、PNG、GIF、BMP、TIFF 和 WebP", "check the file name; JPEG, PNG, GIF, BMP, TIFF and WebP can be used"},
	{"picture-damaged", Error,
		"图片“%[1]s”已损坏或不完整（%[2]s）", `the picture "%[1]s" is damaged or incomplete (%[2]s)`,
		"请重新传送或拷贝原文件；看图软件能打开的，另存一份再用", "copy or send the original again; if an image viewer can open it, save it again from there"},
	{"picture-too-large", Error,
		"图片“%[1]s”太大：%[2]s", `the picture "%[1]s" is too large: %[2]s`,
		"用看图软件缩小后再用；A3 整版 600 dpi 约 7000 万像素", "scale it down in an image viewer; a full A3 page at 600 dpi is about 70 million pixels"},
	{"picture-unsupported", Error,
		"图片“%[1]s”用了读不了的编码方式（%[2]s）", `the picture "%[1]s" uses an unsupported encoding (%[2]s)`,
		"用看图软件打开，另存为普通的 8 位 JPEG 或 PNG", "open it in an image viewer and save it as an ordinary 8-bit JPEG or PNG"},
}
