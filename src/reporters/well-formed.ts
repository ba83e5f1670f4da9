/** Text without lone surrogates: they have no UTF-8, so `encodeURIComponent` throws on them and strict JSON readers refuse them. */
export const wellFormed = (text: string): string => text.replace(loneSurrogate, '\ufffd');

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
